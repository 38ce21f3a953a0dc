#include "direct.h"

namespace {

/** a, b, how many b */
Tensor add(Arguments& arguments) {
  Tensor a = arguments.tensor();
  Tensor b = arguments.tensor();
  Tensor sum = nullptr;
  torch.must(torch.add_Tensor(a, b, arguments.number(), &sum), "add");
  return sum;
}

Tensor subtract(Arguments& arguments) {
  Tensor a = arguments.tensor();
  Tensor b = arguments.tensor();
  Tensor difference = nullptr;
  torch.must(torch.aoti_torch_aten_subtract_Tensor(a, b, 1, &difference), "subtract");
  return difference;
}

/** x, before and after of the last dimension first, the value */
Tensor pad(Arguments& arguments) {
  Tensor x = arguments.tensor();
  const Integers amounts(arguments);
  double value = arguments.number();
  Tensor padded = nullptr;
  torch.must(torch.pad(x, amounts.values, amounts.count, "constant", &value, &padded), "pad");
  return padded;
}

struct Window {
  Integers strides;
  Integers padding;
  Integers dilation;
  int64_t groups;
  explicit Window(Arguments& arguments) : strides(arguments), padding(arguments), dilation(arguments), groups(arguments.integer()) {}
};
const int64_t nothing[mostDimensions] = {};

/** x, weights, window */
Tensor convolution(Arguments& arguments) {
  Tensor x = arguments.tensor();
  Tensor weights = arguments.tensor();
  const Window window(arguments);
  const int64_t count = window.strides.count;
  Tensor y = nullptr;
  torch.must(torch.convolution(x, weights, nullptr, window.strides.values, count, window.padding.values, window.padding.count,
                               window.dilation.values, window.dilation.count, 0, nothing, count, window.groups, &y),
             "convolution");
  return y;
}

/** dy, x, weights, window, whether the gradient of x is wanted (else that of the weights) */
Tensor convolutionBackward(Arguments& arguments) {
  Tensor dy = arguments.tensor();
  Tensor x = arguments.tensor();
  Tensor weights = arguments.tensor();
  const Window window(arguments);
  const bool ofInput = arguments.number() != 0;
  const int64_t count = window.strides.count;
  const int32_t wanted[] = {ofInput, !ofInput, 0};
  Owned gradients[3];
  torch.must(torch.convolution_backward(dy, x, weights, nullptr, 0, window.strides.values, count, window.padding.values,
                                        window.padding.count, window.dilation.values, window.dilation.count, 0, nothing, count,
                                        window.groups, wanted, 3, gradients[0].place(), gradients[1].place(), gradients[2].place()),
             "the gradient of a convolution");
  return gradients[ofInput ? 0 : 1].take();
}

}  // namespace

DirectCall directCall(const std::string& name) {
  if (name == "add") return add;
  if (name == "subtract") return subtract;
  if (name == "pad") return pad;
  if (name == "convolution") return convolution;
  if (name == "convolution_backward") return convolutionBackward;
  throw Refusal("nothing is called directly as " + name);
}
