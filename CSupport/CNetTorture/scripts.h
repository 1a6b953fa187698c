/* The scripts of the known violations, in the order of enum net_provocation. */
#ifndef SCRIPTS_H
#define SCRIPTS_H

#include "torture.h"

struct script {
	const char *name;
	const char *text;  /* what happens where it succeeds */
	enum net_law law;  /* that it breaks */
	void (*run)(void); /* makes a world and plays; whoever calls it ends the process */
};
extern const struct script scripts[NET_PROVOCATION_COUNT];

#endif
