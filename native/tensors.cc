#include "tensors.h"

#include <cstring>
#include <vector>

namespace {
std::vector<Tensor> tensors;
std::vector<int32_t> freeNumbers;

int32_t cpu() { return torch.aoti_torch_device_type_cpu(); }

void* memoryOf(Tensor tensor) {
  void* memory = nullptr;
  torch.must(torch.aoti_torch_get_data_ptr(tensor, &memory), "a look at a tensor's memory");
  return memory;
}
}  // namespace

int32_t keep(Tensor tensor) {
  if (freeNumbers.empty()) {
    tensors.push_back(tensor);
    return static_cast<int32_t>(tensors.size()) - 1;
  }
  const int32_t number = freeNumbers.back();
  freeNumbers.pop_back();
  tensors[number] = tensor;
  return number;
}

Tensor tensorAt(double number) {
  if (!(number >= 0 && number < static_cast<double>(tensors.size()))) throw Refusal("there is no tensor of this number");
  Tensor tensor = tensors[static_cast<size_t>(number)];
  if (tensor == nullptr) throw Refusal("the tensor of this number is gone");
  return tensor;
}

void release(double number) {
  torch.aoti_torch_delete_tensor_object(tensorAt(number));
  tensors[static_cast<size_t>(number)] = nullptr;
  freeNumbers.push_back(static_cast<int32_t>(number));
}

size_t liveTensors() { return tensors.size() - freeNumbers.size(); }

Shape::Shape(int64_t given, const double* from) : rank(given) {
  if (rank < 0 || rank > mostDimensions) throw Refusal("a tensor has at most eight dimensions");
  for (int64_t at = 0; at < rank; at++) sizes[at] = static_cast<int64_t>(from[at]);
  lay();
}

Shape::Shape(int64_t given, const int64_t* from) : rank(given) {
  if (rank < 0 || rank > mostDimensions) throw Refusal("a tensor has at most eight dimensions");
  for (int64_t at = 0; at < rank; at++) sizes[at] = from[at];
  lay();
}

void Shape::lay() {
  for (int64_t at = rank - 1; at >= 0; at--) {
    if (sizes[at] < 0) throw Refusal("a tensor's sizes are not negative");
    strides[at] = count;
    count *= sizes[at];
  }
}

Shape shapeOf(Tensor tensor) {
  int64_t rank = 0;
  int64_t* sizes = nullptr;
  torch.must(torch.aoti_torch_get_dim(tensor, &rank), "a look at a tensor's shape");
  torch.must(torch.aoti_torch_get_sizes(tensor, &sizes), "a look at a tensor's shape");
  return Shape(rank, sizes);
}

int bytesOf(int32_t dtype) {
  if (dtype == torch.aoti_torch_dtype_bool()) return 1;
  return dtype == torch.aoti_torch_dtype_int64() ? 8 : 4;
}

Tensor emptyTensor(const Shape& shape, int32_t dtype, int32_t device, int32_t index) {
  Tensor tensor = nullptr;
  torch.must(torch.aoti_torch_empty_strided(shape.rank, shape.sizes, shape.strides, dtype, device, index, &tensor), "a new tensor");
  return tensor;
}

Tensor tensorFrom(const Shape& shape, int kind, const void* data) {
  const int32_t dtype = torch.dtype(kind);
  Owned here(emptyTensor(shape, dtype, cpu(), 0));
  if (shape.count > 0) memcpy(memoryOf(here.get()), data, static_cast<size_t>(shape.count * bytesOf(dtype)));
  if (!torch.onGpu) return here.take();
  Owned there(emptyTensor(shape, dtype, torch.device, torch.deviceIndex));
  torch.must(torch.aoti_torch_copy_(there.get(), here.get(), 0), "a copy to the GPU");
  return there.take();
}

Tensor filledTensor(const Shape& shape, int kind, double value) {
  Owned filled(emptyTensor(shape, torch.dtype(kind), torch.device, torch.deviceIndex));
  torch.must(torch.fill__Scalar(filled.get(), value), "the filling of a tensor");
  return filled.take();
}

void copyOut(Tensor tensor, void* to, size_t bytes) {
  if (bytes == 0) return;
  bool dense = false;
  torch.must(torch.aoti_torch_is_contiguous(tensor, &dense), "a look at a tensor's strides");
  int32_t device = 0;
  torch.must(torch.aoti_torch_get_device_type(tensor, &device), "a look at a tensor's device");
  if (dense && device == cpu()) {
    memcpy(to, memoryOf(tensor), bytes);
    return;
  }
  int32_t dtype = 0;
  torch.must(torch.aoti_torch_get_dtype(tensor, &dtype), "a look at a tensor's kind");
  Owned copy(emptyTensor(shapeOf(tensor), dtype, cpu(), 0));
  torch.must(torch.aoti_torch_copy_(copy.get(), tensor, 0), "a copy of a tensor");
  memcpy(to, memoryOf(copy.get()), bytes);
}
