#include "driver.h"

#include <dlfcn.h>

#include "torch.h"

namespace {
template <typename... Types>
int ask(void* library, const char* name, Types... values) {
  auto function = reinterpret_cast<int (*)(Types...)>(dlsym(library, name));
  if (function == nullptr) throw Refusal(std::string("the NVIDIA driver has no ") + name);
  return function(values...);
}
}  // namespace

Driver readDriver() {
  void* library = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) throw Refusal("there is no NVIDIA driver (libcuda.so.1)");
  if (const int error = ask(library, "cuInit", 0U)) {
    throw Refusal("the NVIDIA driver finds no GPU (cuInit answers " + std::to_string(error) + ")");
  }
  Driver driver;
  ask(library, "cuDriverGetVersion", &driver.cuda);
  int count = 0;
  ask(library, "cuDeviceGetCount", &count);
  for (int index = 0; index < count; index++) {
    int device = 0;
    if (ask(library, "cuDeviceGet", &device, index) != 0) continue;
    char name[256] = {};
    size_t bytes = 0;
    Gpu gpu = {};
    ask(library, "cuDeviceGetName", name, static_cast<int>(sizeof name - 1), device);
    ask(library, "cuDeviceTotalMem_v2", &bytes, device);
    gpu.name = name;
    gpu.memoryBytes = static_cast<double>(bytes);
    driver.gpus.push_back(gpu);
  }
  return driver;
}
