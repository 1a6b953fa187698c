/*
 * Named windows between two steps of a protocol, where a test may pause a
 * thread. Absent from benchmark builds.
 */
#ifndef NET_PERTURB_H
#define NET_PERTURB_H

#include "net_instance.h"

enum net_window {
	NET_WINDOW_SET_UP,	  /* a namespace is set up and not on the list yet */
	NET_WINDOW_LAST_PUT,	  /* a count has fallen to zero, and nothing is queued yet */
	NET_WINDOW_QUEUED_FOR_CLEANUP, /* the worker has the namespace and no lock yet */
	NET_WINDOW_UNLINKED,	  /* unlinked, readers not yet waited for */
	NET_WINDOW_EXITED,	  /* every exit has run, the memory is still there */
	NET_WINDOW_APPENDED,	  /* a sender has appended and not yet tried rtnl */
	NET_WINDOW_HANDLER,	  /* in a handler, under rtnl */
	NET_WINDOW_FLAGGED,	  /* a namespace is marked pending and not yet pushed */
	NET_WINDOW_ONE_OF_TWO,	  /* one namespace's own mutex is held, and the other's not yet */
	NET_WINDOW_DRAIN_CLEAN,	  /* a drain saw every queue empty and has not released rtnl yet */
	NET_WINDOW_DRAIN_RELEASED, /* a drain has released rtnl and not yet looked */
	NET_WINDOW_DRAIN_FOUND,	  /* a drain saw a queue that is not empty and has no reference yet */
	NET_WINDOW_DRAIN_RECEIVED, /* a drain has received from one queue and not yet gone on */
	NET_WINDOW_ON_DEVICE, /* a reader stands on a device, under dev_base_lock */
	NET_WINDOW_COUNT,
};

typedef void (*net_perturb_hook)(enum net_window window, void *_Nullable context);
/* Installs @hook, or none. Defined in debug and test builds only. Context: no other thread in the model. */
void net_perturb_install(net_perturb_hook _Nullable hook, void *_Nullable context);

#ifdef NET_DEBUG
void net_perturb(enum net_window window);
#else
static inline void net_perturb(enum net_window window)
{
	(void)window;
}
#endif

#endif
