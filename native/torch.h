#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

/** A sentence for whoever called; becomes a JavaScript error at the door. */
struct Refusal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using Tensor = void*;
using List = void*;
using Value = uint64_t;
using Failed = int32_t;

/**
 * The part of torch's stable C interface that is used (torch/csrc/inductor/aoti_torch/c/shim.h and torch/csrc/stable/c/shim.h,
 * kept since torch 2.10). All are found by name in the library that the user has.
 */
#define TORCH_FUNCTIONS(FUNCTION)                                                                                   \
  FUNCTION(uint64_t, aoti_torch_abi_version)                                                                        \
  FUNCTION(Failed, torch_call_dispatcher, const char*, const char*, Value*, uint64_t)                               \
  FUNCTION(Failed, torch_new_list_reserve_size, size_t, List*)                                                      \
  FUNCTION(Failed, torch_list_push_back, List, Value)                                                               \
  FUNCTION(Failed, torch_get_num_threads, uint32_t*)                                                                \
  FUNCTION(Failed, aoti_torch_new_tensor_handle, Tensor, Tensor*)                                                   \
  FUNCTION(Failed, aoti_torch_delete_tensor_object, Tensor)                                                         \
  FUNCTION(Failed, aoti_torch_empty_strided, int64_t, const int64_t*, const int64_t*, int32_t, int32_t, int32_t, Tensor*) \
  FUNCTION(Failed, aoti_torch_get_data_ptr, Tensor, void**)                                                         \
  FUNCTION(Failed, aoti_torch_get_device_type, Tensor, int32_t*)                                                    \
  FUNCTION(Failed, aoti_torch_get_dim, Tensor, int64_t*)                                                            \
  FUNCTION(Failed, aoti_torch_get_sizes, Tensor, int64_t**)                                                         \
  FUNCTION(Failed, aoti_torch_get_dtype, Tensor, int32_t*)                                                          \
  FUNCTION(Failed, aoti_torch_get_numel, Tensor, int64_t*)                                                          \
  FUNCTION(Failed, aoti_torch_is_contiguous, Tensor, bool*)                                                         \
  FUNCTION(Failed, aoti_torch_copy_, Tensor, Tensor, int32_t)                                                       \
  FUNCTION(Failed, aoti_torch_delete_device_guard, void*)                                                           \
  FUNCTION(Failed, aoti_torch_create_device_guard, int32_t, void**)                                                 \
  FUNCTION(void, aoti_torch_grad_mode_set_enabled, bool)                                                            \
  FUNCTION(int32_t, aoti_torch_device_type_cpu)                                                                     \
  FUNCTION(int32_t, aoti_torch_device_type_cuda)                                                                    \
  FUNCTION(int32_t, aoti_torch_dtype_float32)                                                                       \
  FUNCTION(int32_t, aoti_torch_dtype_int32)                                                                         \
  FUNCTION(int32_t, aoti_torch_dtype_int64)                                                                         \
  FUNCTION(int32_t, aoti_torch_dtype_bool)                                                                          \
  FUNCTION(Failed, aoti_torch_aten_subtract_Tensor, Tensor, Tensor, double, Tensor*)

/** One each for processor and GPU, by the prefix aoti_torch_cpu_ or aoti_torch_cuda_: what the dispatcher can't be handed, a Scalar among its arguments, or is called most. */
#define DEVICE_FUNCTIONS(FUNCTION)                                                                                  \
  FUNCTION(Failed, add_Tensor, Tensor, Tensor, double, Tensor*)                                                     \
  FUNCTION(Failed, fill__Scalar, Tensor, double)                                                                    \
  FUNCTION(Failed, pad, Tensor, const int64_t*, int64_t, const char*, double*, Tensor*)                             \
  FUNCTION(Failed, convolution, Tensor, Tensor, Tensor*, const int64_t*, int64_t, const int64_t*, int64_t, const int64_t*, int64_t, \
           int32_t, const int64_t*, int64_t, int64_t, Tensor*)                                                      \
  FUNCTION(Failed, convolution_backward, Tensor, Tensor, Tensor, const int64_t**, int64_t, const int64_t*, int64_t, const int64_t*, \
           int64_t, const int64_t*, int64_t, int32_t, const int64_t*, int64_t, int64_t, const int32_t*, int64_t, Tensor*, Tensor*, Tensor*)

/** Here since a later version; null where the library is older. */
#define LATER_FUNCTIONS(FUNCTION)                                                                                   \
  FUNCTION(Failed, torch_new_stable_ivalue, Value**)                                                                \
  FUNCTION(const char*, torch_exception_get_what_without_backtrace)

struct Torch {
#define MEMBER(result, name, ...) result (*name)(__VA_ARGS__) = nullptr;
  TORCH_FUNCTIONS(MEMBER)
  DEVICE_FUNCTIONS(MEMBER)
  LATER_FUNCTIONS(MEMBER)
#undef MEMBER
  bool opened = false;
  /** libtorch_cpu, as dlopen gave it. */
  void* library = nullptr;
  std::string folder;
  bool onGpu = false;
  int32_t device = 0;
  int32_t deviceIndex = 0;
  uint64_t version = 0;
  /** Holds the chosen GPU as torch's current one. */
  void* guard = nullptr;

  /** @throws Refusal naming what was done, with the library's own words where it gives them */
  void must(Failed failed, const char* doing) const;
  /** 0 float32, 1 int32, 2 bool, 3 int64: the numbers that JavaScript uses. */
  int32_t dtype(int kind) const;
};
extern Torch torch;

struct OpenOptions {
  std::string folder;
  bool onGpu = false;
  int32_t deviceIndex = 0;
  int32_t threads = 1;
};

/** Loads the user's libtorch, one a process, and chooses the device that tensors are made on from then on. @throws Refusal */
void openTorch(const OpenOptions& options);
