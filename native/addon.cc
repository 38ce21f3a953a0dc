#include <node_api.h>

#include <vector>

#include "driver.h"
#include "operators.h"

// What JavaScript may ask; app/engine/torch/addon.ts says the same in types.
namespace {

/** Where arguments are laid down and shapes handed back, without an allocation a call. */
struct Scratch {
  napi_env env = nullptr;
  napi_ref kept = nullptr;
  double* numbers = nullptr;
};
Scratch scratch;
constexpr size_t scratchSize = 4096;
constexpr size_t furtherResults = 10;

struct Call {
  napi_env env;
  napi_value values[4] = {};
  size_t count = 4;
  Call(napi_env env, napi_callback_info info) : env(env) { napi_get_cb_info(env, info, &count, values, nullptr, nullptr); }
  double number(size_t at) const {
    double value = 0;
    if (napi_get_value_double(env, values[at], &value) != napi_ok) throw Refusal("a number was expected");
    return value;
  }
  std::string text(napi_value value) const {
    size_t length = 0;
    if (napi_get_value_string_utf8(env, value, nullptr, 0, &length) != napi_ok) throw Refusal("a text was expected");
    std::string text(length, '\0');
    napi_get_value_string_utf8(env, value, &text[0], length + 1, &length);
    return text;
  }
  napi_value member(size_t at, const char* name) const {
    napi_value value = nullptr;
    if (napi_get_named_property(env, values[at], name, &value) != napi_ok) throw Refusal(std::string("missing: ") + name);
    return value;
  }
  double memberNumber(size_t at, const char* name) const {
    double value = 0;
    if (napi_get_value_double(env, member(at, name), &value) != napi_ok) throw Refusal(std::string("not a number: ") + name);
    return value;
  }
};

napi_value made(napi_env env, double value) {
  napi_value result = nullptr;
  napi_create_double(env, value, &result);
  return result;
}

napi_value made(napi_env env, const std::string& text) {
  napi_value result = nullptr;
  napi_create_string_utf8(env, text.c_str(), text.size(), &result);
  return result;
}

struct View {
  napi_typedarray_type type = napi_uint8_array;
  size_t length = 0;
  void* data = nullptr;
  View(napi_env env, napi_value value) {
    if (napi_get_typedarray_info(env, value, &type, &length, &data, nullptr, nullptr) != napi_ok) throw Refusal("a typed array was expected");
  }
};

/** The shape laid down in the scratch: its rank, then its sizes. */
Shape givenShape() {
  if (scratch.numbers == nullptr) throw Refusal("libtorch is not open");
  return Shape(static_cast<int64_t>(scratch.numbers[0]), scratch.numbers + 1);
}

void layShape(Tensor tensor) {
  const Shape shape = shapeOf(tensor);
  scratch.numbers[0] = static_cast<double>(shape.rank);
  for (int64_t at = 0; at < shape.rank; at++) scratch.numbers[1 + at] = static_cast<double>(shape.sizes[at]);
}

/** Gives the scratch, which every caller in the process shares and which is kept for good: the memory behind it must not go. */
napi_value open(const Call& call) {
  OpenOptions options;
  options.folder = call.text(call.member(0, "folder"));
  options.deviceIndex = static_cast<int32_t>(call.memberNumber(0, "gpu"));
  options.onGpu = options.deviceIndex >= 0;
  if (!options.onGpu) options.deviceIndex = 0;
  options.threads = static_cast<int32_t>(call.memberNumber(0, "threads"));
  if (scratch.env != nullptr && scratch.env != call.env) throw Refusal("libtorch is already used by another thread of this process");
  openTorch(options);
  napi_value array = nullptr;
  if (scratch.env == nullptr) {
    napi_value buffer = nullptr;
    void* data = nullptr;
    if (napi_create_arraybuffer(call.env, scratchSize * sizeof(double), &data, &buffer) != napi_ok ||
        napi_create_typedarray(call.env, napi_float64_array, scratchSize, buffer, 0, &array) != napi_ok ||
        napi_create_reference(call.env, array, 1, &scratch.kept) != napi_ok) {
      throw Refusal("there is no memory for the scratch");
    }
    scratch.numbers = static_cast<double*>(data);
    scratch.env = call.env;
  }
  napi_get_reference_value(call.env, scratch.kept, &array);
  return array;
}

napi_value version(const Call& call) {
  if (!torch.opened) throw Refusal("libtorch is not open");
  const uint64_t version = torch.version;
  return made(call.env, std::to_string(version >> 56) + '.' + std::to_string(version >> 48 & 255) + '.' + std::to_string(version >> 40 & 255));
}

napi_value threads(const Call& call) {
  if (!torch.opened) throw Refusal("libtorch is not open");
  uint32_t count = 0;
  torch.must(torch.torch_get_num_threads(&count), "a count of threads");
  return made(call.env, count);
}

napi_value define(const Call& call) {
  return made(call.env, defineOperator(call.text(call.values[0]), call.text(call.values[1]), call.text(call.values[2]),
                                       static_cast<int>(call.number(3))));
}

napi_value create(const Call& call) {
  const Shape shape = givenShape();
  const View view(call.env, call.values[0]);
  const int kind = static_cast<int>(call.number(1));
  const napi_typedarray_type expected[] = {napi_float32_array, napi_int32_array, napi_uint8_array};
  if (kind < 0 || kind > 2 || view.type != expected[kind]) throw Refusal("the numbers are not of the kind that is named");
  if (view.length != static_cast<size_t>(shape.count)) throw Refusal("the numbers are not as many as the shape says");
  return made(call.env, keep(tensorFrom(shape, kind, view.data)));
}

napi_value fill(const Call& call) {
  return made(call.env, keep(filledTensor(givenShape(), static_cast<int>(call.number(0)), call.number(1))));
}

napi_value read(const Call& call) {
  Tensor tensor = tensorAt(call.number(0));
  int64_t count = 0;
  int32_t dtype = 0;
  torch.must(torch.aoti_torch_get_numel(tensor, &count), "a look at a tensor's size");
  torch.must(torch.aoti_torch_get_dtype(tensor, &dtype), "a look at a tensor's kind");
  const bool isFloat = dtype == torch.dtype(0), isInteger = dtype == torch.dtype(1);
  if (!isFloat && !isInteger && dtype != torch.dtype(2)) throw Refusal("only float32, int32 and bool can be read");
  const size_t bytes = static_cast<size_t>(count * bytesOf(dtype));
  void* data = nullptr;
  napi_value buffer = nullptr, array = nullptr;
  if (napi_create_arraybuffer(call.env, bytes, &data, &buffer) != napi_ok) throw Refusal("there is no memory for the numbers of a tensor");
  copyOut(tensor, data, bytes);
  const napi_typedarray_type type = isFloat ? napi_float32_array : isInteger ? napi_int32_array : napi_uint8_array;
  napi_create_typedarray(call.env, type, static_cast<size_t>(count), buffer, 0, &array);
  return array;
}

napi_value drop(const Call& call) {
  release(call.number(0));
  return nullptr;
}

napi_value run(const Call& call) {
  if (scratch.numbers == nullptr) throw Refusal("libtorch is not open");
  Arguments arguments(scratch.numbers, scratchSize);
  const Results results = callOperator(static_cast<int32_t>(call.number(0)), arguments);
  layShape(results.tensors[0]);
  for (int at = 1; at < results.count; at++) {
    scratch.numbers[furtherResults + static_cast<size_t>(at) - 1] = results.tensors[at] == nullptr ? -1 : keep(results.tensors[at]);
  }
  return made(call.env, keep(results.tensors[0]));
}

napi_value live(const Call& call) { return made(call.env, static_cast<double>(liveTensors())); }

napi_value driver(const Call& call) {
  const Driver found = readDriver();
  napi_value answer = nullptr, gpus = nullptr;
  napi_create_object(call.env, &answer);
  napi_create_array(call.env, &gpus);
  for (size_t at = 0; at < found.gpus.size(); at++) {
    napi_value gpu = nullptr;
    napi_create_object(call.env, &gpu);
    napi_set_named_property(call.env, gpu, "name", made(call.env, found.gpus[at].name));
    napi_set_named_property(call.env, gpu, "memoryBytes", made(call.env, found.gpus[at].memoryBytes));
    napi_set_element(call.env, gpus, static_cast<uint32_t>(at), gpu);
  }
  napi_set_named_property(call.env, answer, "cuda", made(call.env, found.cuda));
  napi_set_named_property(call.env, answer, "gpus", gpus);
  return answer;
}

/** No C++ exception leaves: each becomes a JavaScript error with its sentence. */
template <napi_value (*Answer)(const Call&)>
napi_value door(napi_env env, napi_callback_info info) {
  try {
    return Answer(Call(env, info));
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
    return nullptr;
  }
}

template <napi_value (*Answer)(const Call&)>
napi_property_descriptor offered(const char* name) {
  return {name, nullptr, door<Answer>, nullptr, nullptr, nullptr, napi_enumerable, nullptr};
}

}  // namespace

NAPI_MODULE_INIT() {
  const napi_property_descriptor offers[] = {
      offered<open>("open"),     offered<version>("version"), offered<threads>("threads"), offered<define>("define"), offered<create>("create"),
      offered<fill>("fill"),     offered<read>("read"),       offered<drop>("drop"),       offered<run>("run"),       offered<live>("live"),
      offered<driver>("driver"),
  };
  napi_define_properties(env, exports, sizeof offers / sizeof *offers, offers);
  return exports;
}
