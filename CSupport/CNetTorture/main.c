/* The command line of nettorture, the checking half of `netnsbench torture`. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "torture.h"

struct torture_options options = {
	.seed = 1,
	.seconds = 5,
	.threads = 9,
	.inject = INJECT_DELAY | INJECT_YIELD | INJECT_EXIT_EARLY,
	.laws = ~0u,
	.schedule = SCHEDULE_BOTH,
	.patience = 30,
};
void episode_report(void);

static void event(enum net_event event, const void *object)
{
	bounds_event(event, object);
	if (scheduler_runs())
		scheduler_event(event, object);
	else if (!provoking())
		inject_event(event, object);
}

/* A handler that drops rtnl and takes it again, as some do; and, on request, one that loads a module meanwhile. */
static void in_window(enum net_window window, void *unused) NO_THREAD_SAFETY_ANALYSIS
{
	(void)unused;
	if (window != NET_WINDOW_HANDLER)
		return;
	uint64_t count = __atomic_add_fetch(&episode.handlers, 1, __ATOMIC_RELAXED);

	if (options.inject & INJECT_HANDLER_REGISTERS && count % 8 == 0) {
		__rtnl_unlock();
		net_life_lock();
		net_life_unlock();
		rtnl_lock();
	} else if (episode.handlers_drop && count % 4 == 2) {
		__rtnl_unlock();
		rtnl_lock();
	}
}

static const struct net_debug_hooks hooks = {
	.event = event,
	.broken = report_broken,
	.wait = scheduler_wait,
	.grace_period = scheduler_grace_period,
};

static const struct net_variant *variant_named(const char *name)
{
	for (uint64_t i = 0; i < net_variant_count(); i++) {
		if (strcmp(net_variant_at(i)->name, name) == 0)
			return net_variant_at(i);
	}
	fprintf(stderr, "error: there is no variant '%s'.\n", name);
	exit(2);
}

static unsigned int injections(char *list)
{
	static const char *const names[] = { "delay", "yield", "signal", "handler-registers", "half-read", "exit-early" };
	unsigned int bits = 0;

	for (char *name = strtok(list, ","); name; name = strtok(NULL, ",")) {
		unsigned int i = 0;

		while (i < 6 && strcmp(names[i], name))
			i++;
		if (i == 6) {
			fprintf(stderr, "error: nothing called '%s' can be injected.\n", name);
			exit(2);
		}
		bits |= 1u << i;
	}
	return bits;
}

static uint32_t laws_named(char *list)
{
	uint32_t bits = 0;

	for (char *name = strtok(list, ","); name; name = strtok(NULL, ",")) {
		int law = 0;

		while (law < NET_LAW_COUNT && strcmp(net_law_name((enum net_law)law), name))
			law++;
		if (law == NET_LAW_COUNT) {
			fprintf(stderr, "error: there is no law '%s'.\n", name);
			exit(2);
		}
		bits |= 1u << law;
	}
	return bits;
}

/* The variants that can be tortured: real ones, and negative controls. */
static void list_variants(void)
{
	for (uint64_t i = 0; i < net_variant_count(); i++) {
		const struct net_variant *variant = net_variant_at(i);

		if (!variant->read_only)
			printf("%s\t%s\n", variant->negative_control ? "control" : "real", variant->name);
	}
}

static void parse(int argc, char **argv)
{
	static const struct option table[] = {
		{ "variant", required_argument, NULL, 'v' },  { "seed", required_argument, NULL, 's' },
		{ "episodes", required_argument, NULL, 'e' }, { "seconds", required_argument, NULL, 'd' },
		{ "threads", required_argument, NULL, 't' },  { "inject", required_argument, NULL, 'i' },
		{ "law", required_argument, NULL, 'l' },      { "schedule", required_argument, NULL, 'c' },
		{ "patience", required_argument, NULL, 'p' }, { "self-test", no_argument, NULL, 'S' },
		{ "list", no_argument, NULL, 'L' },	      { NULL, 0, NULL, 0 },
	};

	for (int option; (option = getopt_long(argc, argv, "", table, NULL)) != -1;) {
		switch (option) {
		case 'v':
			options.variant = variant_named(optarg);
			break;
		case 's':
			options.seed = strtoull(optarg, NULL, 10);
			break;
		case 'e':
			options.episodes = strtoull(optarg, NULL, 10);
			break;
		case 'd':
			options.seconds = strtod(optarg, NULL);
			break;
		case 't':
			options.threads = atoi(optarg);
			break;
		case 'i':
			options.inject = injections(optarg);
			break;
		case 'l':
			options.laws = laws_named(optarg);
			break;
		case 'c':
			options.schedule = strcmp(optarg, "serial") == 0 ? SCHEDULE_SERIAL
					   : strcmp(optarg, "free") == 0 ? SCHEDULE_FREE
									 : SCHEDULE_BOTH;
			break;
		case 'p':
			options.patience = strtod(optarg, NULL);
			break;
		case 'S':
			exit(selftest() ? 0 : 1);
		case 'L':
			list_variants();
			exit(0);
		default:
			exit(2);
		}
	}
	if (!options.variant || options.variant->read_only || options.threads < 1 || options.threads > 64) {
		fprintf(stderr, "error: nettorture wants --variant NAME (one whose list may change) and 1 to 64 --threads.\n");
		exit(2);
	}
}

int main(int argc, char **argv)
{
	parse(argc, argv);
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody is left to read what it finds */
	net_debug_install(&hooks);
	net_lockdep_reset();
	report_open();
	/* Scripts first: they fork, and no thread may be there. One episode by its seed asks for no script. */
	bool as_expected = options.episodes || provoke_all();
	uint64_t begin = net_clock_ns(), spent[2] = { 0, 0 };

	net_perturb_install(in_window, NULL);
	for (uint64_t i = 0; options.episodes ? i < options.episodes
					      : (double)(net_clock_ns() - begin) < options.seconds * 1e9;
	     i++) {
		bool serial = options.schedule == SCHEDULE_SERIAL ||
			      (options.schedule == SCHEDULE_BOTH && spent[1] <= spent[0]); /* half of the time each */
		uint64_t then = net_clock_ns();

		episode_run(options.seed + i, serial);
		spent[serial] += net_clock_ns() - then;
	}
	episode_report();
	as_expected &= options.episodes || report_injections();
	report_end();
	return as_expected ? 0 : 1;
}
