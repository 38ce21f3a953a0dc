#include "torch.h"

#include <dlfcn.h>

#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

Torch torch;

namespace {

#ifdef __APPLE__
const char* suffix = ".dylib";
#else
const char* suffix = ".so";
#endif

void* load(const std::string& path) {
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);
  if (library == nullptr) throw Refusal(std::string("libtorch did not load: ") + dlerror());
  return library;
}

template <typename Function>
void find(Function& function, void* library, const std::string& name) {
  function = reinterpret_cast<Function>(dlsym(library, name.c_str()));
  if (function == nullptr) throw Refusal("this libtorch is older than 2.10: it has no " + name);
}

/** Read by OpenMP, MKL and CUDA's libraries when they are loaded. What the user has set stays. */
void prepareEnvironment(const OpenOptions& options) {
  const std::string threads = std::to_string(options.threads);
  // Threads that wait by spinning take the cores that the others compute on.
  setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
  setenv("GOMP_SPINCOUNT", "0", 0);
  setenv("OMP_NUM_THREADS", threads.c_str(), 0);
  // Products in the same order every time.
  setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0);
  setenv("NVIDIA_TF32_OVERRIDE", "0", 0);
}

/**
 * Every update makes and drops the same tensors. Left to itself, glibc gives their memory back to the system in between, by luck of the
 * order, and a page at a time is fetched anew: up to a tenth of an update.
 */
void keepFreedMemory() {
#ifdef __GLIBC__
  // The most that older versions take.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
}

/** Not in the C interface, but exported by every libtorch so far and taking plain arguments only; left alone where they are missing. */
void setPreferences(void* library, const OpenOptions& options) {
  if (auto setThreads = reinterpret_cast<void (*)(int)>(dlsym(library, "_ZN2at15set_num_threadsEi"))) setThreads(options.threads);
  auto globalContext = reinterpret_cast<void* (*)()>(dlsym(library, "_ZN2at13globalContextEv"));
  if (globalContext == nullptr || !options.onGpu) return;
  const auto prefer = [&](const char* name, bool value) {
    if (auto set = reinterpret_cast<void (*)(void*, bool)>(dlsym(library, name))) set(globalContext(), value);
  };
  prefer("_ZN2at7Context21setDeterministicCuDNNEb", true);
  prefer("_ZN2at7Context17setAllowTF32CuDNNEb", false);
  prefer("_ZN2at7Context18setAllowTF32CuBLASEb", false);
}

}  // namespace

void Torch::must(Failed failed, const char* doing) const {
  if (failed == 0) return;
  const char* words = torch_exception_get_what_without_backtrace == nullptr ? nullptr : torch_exception_get_what_without_backtrace();
  throw Refusal(std::string("libtorch could not do ") + doing + (words == nullptr ? "" : ": " + std::string(words).substr(0, 600)));
}

int32_t Torch::dtype(int kind) const {
  switch (kind) {
    case 0: return aoti_torch_dtype_float32();
    case 1: return aoti_torch_dtype_int32();
    case 2: return aoti_torch_dtype_bool();
    case 3: return aoti_torch_dtype_int64();
    default: throw Refusal("there is no kind of number " + std::to_string(kind));
  }
}

void openTorch(const OpenOptions& options) {
  if (torch.opened) {
    if (torch.folder != options.folder) throw Refusal("this process has already loaded the libtorch in " + torch.folder);
    if (torch.onGpu == options.onGpu && torch.deviceIndex == options.deviceIndex) return setPreferences(torch.library, options);
    if (torch.guard != nullptr) torch.aoti_torch_delete_device_guard(torch.guard);
    torch.guard = nullptr;
  }
  prepareEnvironment(options);
  keepFreedMemory();
  Torch opened;
  void* library = load(options.folder + "/libtorch_cpu" + suffix);
  void* deviceLibrary = options.onGpu ? load(options.folder + "/libtorch_cuda" + suffix) : library;
  const std::string prefix = options.onGpu ? "aoti_torch_cuda_" : "aoti_torch_cpu_";
#define FIND(result, name, ...) find(opened.name, library, #name);
#define FIND_FOR_DEVICE(result, name, ...) find(opened.name, deviceLibrary, prefix + #name);
#define FIND_LATER(result, name, ...) opened.name = reinterpret_cast<decltype(opened.name)>(dlsym(library, #name));
  TORCH_FUNCTIONS(FIND)
  DEVICE_FUNCTIONS(FIND_FOR_DEVICE)
  LATER_FUNCTIONS(FIND_LATER)
  opened.library = library;
  opened.folder = options.folder;
  opened.onGpu = options.onGpu;
  opened.deviceIndex = options.deviceIndex;
  opened.version = opened.aoti_torch_abi_version();
  opened.device = options.onGpu ? opened.aoti_torch_device_type_cuda() : opened.aoti_torch_device_type_cpu();
  setPreferences(library, options);
  if (options.onGpu) {
    opened.must(opened.aoti_torch_create_device_guard(options.deviceIndex, &opened.guard), "the choice of a GPU");
  }
  opened.aoti_torch_grad_mode_set_enabled(false);
  opened.opened = true;
  torch = opened;
}
