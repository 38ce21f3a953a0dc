#pragma once

#include <cstdint>
#include <string>
#include <vector>

/** What NVIDIA's driver says of itself, without CUDA's libraries. */
struct Gpu {
  std::string name;
  double memoryBytes;
};
struct Driver {
  /** The newest CUDA it serves, as 1000 · major + 10 · minor. */
  int32_t cuda = 0;
  std::vector<Gpu> gpus;
};
/** @throws Refusal where there is no driver or it does not answer */
Driver readDriver();
