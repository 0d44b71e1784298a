// Debian builds libxml2 with ICU, whose headers clash with the ICU inside Foundation. Without this switch libxml2's
// headers leave ICU alone; only the end of a struct that we never look into differs.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
