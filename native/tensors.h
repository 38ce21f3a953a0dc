#pragma once

#include "torch.h"

/** Tensors by small numbers, which is how JavaScript holds them. */
int32_t keep(Tensor tensor);
/** @throws Refusal where the number stands for nothing */
Tensor tensorAt(double number);
void release(double number);
size_t liveTensors();

/** One that goes with its scope unless it is taken. */
class Owned {
 public:
  Owned() = default;
  explicit Owned(Tensor tensor) : tensor(tensor) {}
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() {
    if (tensor != nullptr) torch.aoti_torch_delete_tensor_object(tensor);
  }
  Tensor get() const { return tensor; }
  Tensor* place() { return &tensor; }
  Tensor take() {
    Tensor taken = tensor;
    tensor = nullptr;
    return taken;
  }

 private:
  Tensor tensor = nullptr;
};

constexpr int mostDimensions = 8;
struct Shape {
  int64_t rank = 0;
  int64_t sizes[mostDimensions] = {};
  int64_t strides[mostDimensions] = {};
  int64_t count = 1;
  /** Dense, the last dimension innermost. @throws Refusal beyond eight dimensions */
  Shape(int64_t rank, const double* sizes);
  Shape(int64_t rank, const int64_t* sizes);

 private:
  void lay();
};
Shape shapeOf(Tensor tensor);
int bytesOf(int32_t dtype);
/** Uninitialised. */
Tensor emptyTensor(const Shape& shape, int32_t dtype, int32_t device, int32_t index);
Tensor tensorFrom(const Shape& shape, int kind, const void* data);
Tensor filledTensor(const Shape& shape, int kind, double value);
/** Dense numbers in the memory of the process, whatever the device and the strides. */
void copyOut(Tensor tensor, void* to, size_t bytes);
