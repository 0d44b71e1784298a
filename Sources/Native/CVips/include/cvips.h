// The calls of libvips and GLib that Atelier makes, bound when they are first needed and not when the program starts:
// libvips brings sixty libraries with it, and a program that reads no picture should not pay for them.
//
// The declarations are those of libvips 8.13 and later. `scripts/check-vips` compares them with the installed headers.

#ifndef CVIPS_H
#define CVIPS_H

#include <stddef.h>

#ifndef VIPS_VIPS_H

typedef unsigned long GType;

typedef struct _GTypeClass {
    GType g_type;
} GTypeClass;

typedef struct _GTypeInstance {
    GTypeClass *g_class;
} GTypeInstance;

typedef struct _GValue {
    GType g_type;
    union {
        void *pointer;
        double number;
    } data[2];
} GValue;

typedef struct _GObject GObject;
typedef struct _VipsObject VipsObject;
typedef struct _VipsImage VipsImage;
typedef struct _VipsSource VipsSource;
typedef struct _VipsBlob VipsBlob;
typedef struct _VipsOperation VipsOperation;

typedef enum { VIPS_FORMAT_UCHAR = 0 } VipsBandFormat;
typedef enum { G_LOG_LEVEL_WARNING = 1 << 4, G_LOG_LEVEL_MESSAGE = 1 << 5, G_LOG_LEVEL_MASK = ~3 } GLogLevelFlags;
typedef void (*GLogFunc)(const char *domain, GLogLevelFlags level, const char *message, void *data);

#endif

// CALL(result, name, (parameters), (arguments))
#define CVIPS_CALLS(CALL)                                                                                              \
    CALL(int, vips_init, (const char *argv0), (argv0))                                                                 \
    CALL(int, vips_version, (int part), (part))                                                                        \
    CALL(void, vips_concurrency_set, (int threads), (threads))                                                         \
    CALL(void, vips_cache_set_max, (int operations), (operations))                                                     \
    CALL(void, vips_block_untrusted_set, (int state), (state))                                                         \
    CALL(void, vips_thread_shutdown, (void), ())                                                                       \
    CALL(void, vips_error_clear, (void), ())                                                                           \
    CALL(GType, vips_image_get_type, (void), ())                                                                       \
    CALL(GType, vips_blob_get_type, (void), ())                                                                        \
    CALL(GType, vips_array_double_get_type, (void), ())                                                                \
    CALL(void, vips_value_set_array_double, (GValue * value, const double *numbers, int count),                        \
         (value, numbers, count))                                                                                      \
    CALL(const void *, vips_blob_get, (VipsBlob * blob, size_t *length), (blob, length))                               \
    CALL(VipsOperation *, vips_operation_new, (const char *name), (name))                                              \
    CALL(int, vips_cache_operation_buildp, (VipsOperation * *operation), (operation))                                  \
    CALL(void, vips_object_unref_outputs, (VipsObject * object), (object))                                             \
    CALL(int, vips_object_set_argument_from_string, (VipsObject * object, const char *name, const char *value),        \
         (object, name, value))                                                                                        \
    CALL(VipsImage *, vips_image_new_from_memory,                                                                      \
         (const void *data, size_t size, int width, int height, int bands, VipsBandFormat format),                     \
         (data, size, width, height, bands, format))                                                                   \
    CALL(void *, vips_image_write_to_memory, (VipsImage * image, size_t *size), (image, size))                         \
    CALL(int, vips_image_get_width, (const VipsImage *image), (image))                                                 \
    CALL(int, vips_image_get_height, (const VipsImage *image), (image))                                                \
    CALL(int, vips_image_get_bands, (const VipsImage *image), (image))                                                 \
    CALL(int, vips_image_get_n_pages, (VipsImage * image), (image))                                                    \
    CALL(int, vips_image_get_orientation, (VipsImage * image), (image))                                                \
    CALL(GType, vips_image_get_typeof, (const VipsImage *image, const char *name), (image, name))                      \
    CALL(int, vips_image_hasalpha, (VipsImage * image), (image))                                                       \
    CALL(const char *, vips_foreign_find_load_source, (VipsSource * source), (source))                                 \
    CALL(VipsSource *, vips_source_new_from_file, (const char *path), (path))                                          \
    CALL(VipsSource *, vips_source_new_from_memory, (const void *data, size_t size), (data, size))                     \
    CALL(void, g_free, (void *memory), (memory))                                                                       \
    CALL(void, g_object_unref, (void *object), (object))                                                               \
    CALL(void, g_object_get_property, (GObject * object, const char *name, GValue *value), (object, name, value))      \
    CALL(void, g_object_set_property, (GObject * object, const char *name, const GValue *value),                       \
         (object, name, value))                                                                                        \
    CALL(GType, g_type_from_name, (const char *name), (name))                                                          \
    CALL(GValue *, g_value_init, (GValue * value, GType type), (value, type))                                          \
    CALL(void, g_value_unset, (GValue * value), (value))                                                               \
    CALL(void, g_value_set_double, (GValue * value, double number), (value, number))                                   \
    CALL(void, g_value_set_object, (GValue * value, void *object), (value, object))                                    \
    CALL(void *, g_value_dup_object, (const GValue *value), (value))                                                   \
    CALL(void *, g_value_get_boxed, (const GValue *value), (value))                                                    \
    CALL(unsigned int, g_log_set_handler, (const char *domain, GLogLevelFlags levels, GLogFunc function, void *data),  \
         (domain, levels, function, data))

#ifndef CVIPS_CHECK

// Hidden, so that no library takes them for the real ones.
#define CVIPS_DECLARE(result, name, parameters, arguments) __attribute__((visibility("hidden"))) result name parameters;
CVIPS_CALLS(CVIPS_DECLARE)
#undef CVIPS_DECLARE

/// Loads the library of this name and finds every call in it. Nothing above may be called before.
///
/// Returns NULL when all is well; otherwise what is missing, to be read at once. Then nothing has changed.
const char *cvips_load(const char *library);

#endif
#endif
