#include "operators.h"

#include <cstring>
#include <vector>

#include "direct.h"

namespace {

constexpr size_t mostArguments = 16;

struct Operator {
  std::string name;
  std::string overload;
  std::string arguments;
  int results;
  DirectCall direct;
};
std::vector<Operator> operators;

Value asValue(const void* pointer) { return reinterpret_cast<Value>(pointer); }

/** What may be none travels as a pointer to its value, which the callee frees. */
Value present(Value value) {
  Value* place = nullptr;
  if (torch.torch_new_stable_ivalue != nullptr) {
    torch.must(torch.torch_new_stable_ivalue(&place), "room for an argument");
  } else {
    place = new Value;
  }
  *place = value;
  return asValue(place);
}

/** A handle of its own to the same tensor: the callee takes what it is given. */
Value shared(Tensor tensor) {
  Tensor handle = nullptr;
  torch.must(torch.aoti_torch_new_tensor_handle(tensor, &handle), "a handle to a tensor");
  return asValue(handle);
}

Value sharedOrNone(double number) { return number < 0 ? 0 : present(shared(tensorAt(number))); }

template <typename Next>
Value list(Arguments& arguments, Next next) {
  const int64_t count = arguments.integer();
  List made = nullptr;
  torch.must(torch.torch_new_list_reserve_size(static_cast<size_t>(count), &made), "a list");
  for (int64_t at = 0; at < count; at++) torch.must(torch.torch_list_push_back(made, next()), "a list");
  return asValue(made);
}

Value integers(Arguments& arguments) {
  return list(arguments, [&] { return static_cast<Value>(arguments.integer()); });
}

Value argument(char letter, Arguments& arguments) {
  switch (letter) {
    case 't': return shared(arguments.tensor());
    case 'T': return sharedOrNone(arguments.number());
    case 'v': return list(arguments, [&] { return shared(arguments.tensor()); });
    case 'V': return list(arguments, [&] { return sharedOrNone(arguments.number()); });
    case 'i': return static_cast<Value>(arguments.integer());
    case 'I': return present(static_cast<Value>(arguments.integer()));
    case 'l': return integers(arguments);
    case 'L': return present(integers(arguments));
    case 'b': return arguments.number() != 0;
    case 'y': return static_cast<Value>(torch.dtype(static_cast<int>(arguments.integer())));
    case 'Y': return present(static_cast<Value>(torch.dtype(static_cast<int>(arguments.integer()))));
    case 'N': return 0;
    case 'd': {
      const double number = arguments.number();
      Value value = 0;
      memcpy(&value, &number, sizeof value);
      return value;
    }
    default: throw Refusal(std::string("no argument is written ") + letter);
  }
}

}  // namespace

int32_t defineOperator(const std::string& name, const std::string& overload, const std::string& arguments, int results) {
  if (arguments.size() > mostArguments || results < 1 || results > mostResults) throw Refusal("too many arguments or results: " + name);
  const std::string direct = "direct:";
  if (name.compare(0, direct.size(), direct) == 0) {
    operators.push_back({name, "", "", results, directCall(name.substr(direct.size()))});
  } else {
    operators.push_back({"aten::" + name, overload, arguments, results, nullptr});
  }
  return static_cast<int32_t>(operators.size()) - 1;
}

Results callOperator(int32_t number, Arguments& arguments) {
  if (number < 0 || static_cast<size_t>(number) >= operators.size()) throw Refusal("there is no operator of this number");
  const Operator& called = operators[static_cast<size_t>(number)];
  Results results;
  if (called.direct != nullptr) {
    results.count = 1;
    results.tensors[0] = called.direct(arguments);
    return results;
  }
  Value stack[mostArguments] = {};
  size_t depth = 0;
  for (const char letter : called.arguments) stack[depth++] = argument(letter, arguments);
  torch.must(torch.torch_call_dispatcher(called.name.c_str(), called.overload.c_str(), stack, torch.version), called.name.c_str());
  results.count = called.results;
  for (int at = 0; at < called.results; at++) results.tensors[at] = reinterpret_cast<Tensor>(stack[at]);
  return results;
}
