/* The chain of subsystems; everything under net_mutex. */
#ifndef PERNET_H
#define PERNET_H

#include "include/net_namespace.h"

/* Registers the built-in subsystems: rtnetlink, loopback. */
void pernet_init(void);
/* Runs every init in order; if one fails, runs the exits of those done in reverse. @bulk: rtnl is held. */
int pernet_setup(struct net *net, bool bulk) REQUIRES(net_mutex);
/* Runs every exit in reverse. @bulk: rtnl is held. */
void pernet_teardown(struct net *net, bool bulk) REQUIRES(net_mutex);

#endif
