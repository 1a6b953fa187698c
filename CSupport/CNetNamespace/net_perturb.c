/* The hook behind net_perturb(); debug and test builds only. */
#include "include/net_perturb.h"

#include "include/net_debug.h"

#ifdef NET_DEBUG
#include <stddef.h>

static net_perturb_hook installed_hook; /* r/o while threads run */
static void *installed_context;		/* likewise */

void net_perturb_install(net_perturb_hook hook, void *context)
{
	installed_hook = hook;
	installed_context = context;
}

void net_perturb(enum net_window window)
{
	if (installed_hook)
		installed_hook(window, installed_context);
	net_debug_event(NET_EVENT_WINDOW, (const void *)(uintptr_t)window);
}
#else
typedef int net_perturb_is_absent; /* a translation unit may not be empty */
#endif
