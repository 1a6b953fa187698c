/* Runs the scripts of the known violations, each in a process of its own, since what it provokes may leave nothing whole; holds
 * what came of it against the variant's row. */
#include <stdio.h>
#include <unistd.h>

#include "in_child.h"
#include "scripts.h"
#include "torture.h"

#define ANOTHER "!" /* before a law that is not the script's */

static struct {
	enum net_law law; /* that the script is to break */
	bool running;
	int written_to;	  /* the pipe to the parent */
} script;

bool provoking(void)
{
	return script.running;
}

/* In the script's process: the law was broken, which ends it. */
void provoked(enum net_law law, const char *evidence)
{
	/* Another law on the way is none of this script's business, unless nothing can go on after it. */
	if (law != script.law && law != NET_LAW_I1 && law != NET_LAW_L5)
		return;
	dprintf(script.written_to, "%s%s: %s", law == script.law ? "" : ANOTHER, net_law_name(law), evidence);
	_exit(1);
}

static void run_script(int index, int to)
{
	script.law = scripts[index].law;
	script.running = true;
	script.written_to = to;
	alarm(10);
	if (options.variant->breaks >> index & 1 && !freopen("/dev/null", "w", stderr))
		_exit(2); /* what is expected needs no stack */
	scripts[index].run();
}

static bool provoke(int index)
{
	char evidence[512];
	bool expected = options.variant->breaks >> index & 1;
	int status = in_child(run_script, index, evidence, sizeof(evidence));
	bool happened = evidence[0] != '\0';
	/* Only its own law is what a script is for: a crash, a hang or another law says nothing of that. */
	bool died = evidence[0] == ANOTHER[0];

	if (!happened && status != 0) {
		died = true;
		snprintf(evidence, sizeof(evidence), "the script ended with status 0x%x", (unsigned int)status);
	}
	dprintf(STDOUT_FILENO, "provocation\t%s\t%s\t%s\t%s\t%s\n", scripts[index].name, net_law_name(scripts[index].law),
		expected ? "expected" : "unexpected", died ? "died" : happened ? "provoked" : "held",
		died || happened ? evidence : scripts[index].text);
	return !died && happened == expected;
}

bool provoke_all(void)
{
	bool as_expected = true;

	for (int i = 0; i < NET_PROVOCATION_COUNT; i++) {
		if (options.laws >> scripts[i].law & 1)
			as_expected &= provoke(i);
	}
	return as_expected;
}
