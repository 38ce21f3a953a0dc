#pragma once

#include "arguments.h"

/** Calls by torch's C functions themselves. The result belongs to the caller. */
using DirectCall = Tensor (*)(Arguments&);
/** @throws Refusal */
DirectCall directCall(const std::string& name);
