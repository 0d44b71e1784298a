#include "cvips.h"

#include <dlfcn.h>

struct calls {
#define MEMBER(result, name, parameters, arguments) result(*name) parameters;
    CVIPS_CALLS(MEMBER)
#undef MEMBER
};

static struct calls calls;

#define DEFINE(result, name, parameters, arguments)                                                                    \
    result name parameters { return calls.name arguments; }
CVIPS_CALLS(DEFINE)
#undef DEFINE

const char *cvips_load(const char *library) {
    void *handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL);
    if (!handle) return dlerror();
    struct calls found;
    // GLib's calls are found too: a handle stands for its library and those that it needs.
#define FIND(result, name, parameters, arguments)                                                                      \
    *(void **)&found.name = dlsym(handle, #name);                                                                      \
    if (!found.name) {                                                                                                 \
        dlclose(handle);                                                                                               \
        return "it has no '" #name "'";                                                                                \
    }
    CVIPS_CALLS(FIND)
#undef FIND
    calls = found;
    return 0;
}
