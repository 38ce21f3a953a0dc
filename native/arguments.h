#pragma once

#include "tensors.h"

/** The numbers that JavaScript laid down for a call, read one after another. */
class Arguments {
 public:
  Arguments(const double* numbers, size_t count) : next(numbers), end(numbers + count) {}
  double number() {
    if (next == end) throw Refusal("a call has more arguments than there is room for");
    return *next++;
  }
  int64_t integer() { return static_cast<int64_t>(number()); }
  /** Borrowed. */
  Tensor tensor() { return tensorAt(number()); }

 private:
  const double* next;
  const double* end;
};

/** A few integers of one argument: strides, paddings. Their count comes first. */
struct Integers {
  static constexpr int64_t most = 2 * mostDimensions;
  int64_t count = 0;
  int64_t values[most] = {};
  explicit Integers(Arguments& arguments) : count(arguments.integer()) {
    if (count < 0 || count > most) throw Refusal("a list of sizes has at most sixteen");
    for (int64_t at = 0; at < count; at++) values[at] = arguments.integer();
  }
};
