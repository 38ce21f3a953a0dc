#pragma once

#include "arguments.h"

/**
 * Makes an operator known and gives its number. `arguments` has a letter for each: t tensor, T tensor or none, v tensors, V tensors or
 * none, i integer, I integer or none (never none here), l integers, L integers or none (never none here), d number, b truth, y kind, Y kind
 * or none (never none here), N none. Names that begin with `direct:` are called without torch's dispatcher.
 */
int32_t defineOperator(const std::string& name, const std::string& overload, const std::string& arguments, int results);

constexpr int mostResults = 3;
struct Results {
  int count = 0;
  Tensor tensors[mostResults] = {};
};
/** @throws Refusal */
Results callOperator(int32_t number, Arguments& arguments);
