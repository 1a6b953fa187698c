/* The chain of subsystems; everything under net_life. */
#ifndef PERNET_H
#define PERNET_H

#include "include/net_namespace.h"

/* Registers the built-in subsystems: rtnetlink, loopback. */
void pernet_init(void);
/* Runs every init in order; if one fails, runs the exits of those done in reverse. @bulk: rtnl is held. */
int pernet_setup(struct net *net, bool bulk) REQUIRES_SHARED(net_life);
/* Runs every exit in reverse for @batch, a chain by cleanup_next. @bulk: rtnl is held. */
void pernet_teardown(struct net *batch, bool bulk) REQUIRES_SHARED(net_life);

#endif
