/* One episode: a world, its threads, the watchdog, and what must hold when everybody has gone. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "torture.h"

struct episode episode;
static struct {
	uint64_t episodes, serial, operations, grace_periods, created, handled, walks, steps, restarts;
} totals;

/* Whether some role has been at the same operation for longer than patience. */
static bool is_stuck(struct role *roles)
{
	uint64_t now = net_clock_ns();

	for (int i = 0; i < options.threads; i++) {
		struct role *role = &roles[i];
		uint64_t progress = __atomic_load_n(&role->progress, __ATOMIC_RELAXED);

		if (role->seen_at == 0 || progress != role->seen) {
			role->seen = progress;
			role->seen_at = now;
		} else if (progress != ROLE_ENDED && (double)(now - role->seen_at) > options.patience * 1e9) {
			return true;
		}
	}
	return false;
}

/* Waits for every thread that runs freely; sends signals meanwhile; one that stands still for too long is a hang. */
static void watch(struct role *roles)
{
	uint64_t random = episode.seed;

	/* Acquire: pairs with the release in role_main(). */
	while (__atomic_load_n(&episode.finished, __ATOMIC_ACQUIRE) < options.threads) {
		usleep(1000);
		if (is_stuck(roles))
			report_hang("a thread makes no progress");
		if (options.inject & INJECT_SIGNAL) {
			struct role *role = &roles[random_below(&random, (uint64_t)options.threads)];

			pthread_kill(role->thread, SIGUSR1);
		}
	}
}

/* Law L2: with requests in known places, an unlock looks at exactly as many namespaces as its rule says. */
static void check_inspections(uint64_t *random)
{
	struct rtnl_message messages[64] = { { .state = RTNL_MESSAGE_IDLE } };
	uint64_t expected = episode.permanent, k = 0;

	if (options.variant->drain == NET_DRAIN_NONE)
		return;
	if (options.variant->drain == NET_DRAIN_QUEUE)
		expected = 0;
	for (uint64_t i = 0; i < episode.permanent && k < 64; i++) {
		if (random_below(random, 2))
			continue;
		rtnl_enqueue(episode.nets[i], &messages[k++]);
		if (options.variant->breaks & NET_BREAKS(seed_starvation))
			expected += i + 1; /* begins again at the head after each */
		if (options.variant->drain == NET_DRAIN_QUEUE)
			expected++; /* what is pending, and nothing else */
	}
	net_count(&net_self->counters.sent, k);
	uint64_t before = net_self->counters.inspected;

	rtnl_lock();
	rtnl_unlock();
	net_law_check(NET_LAW_L2, net_self->counters.inspected - before == expected, NULL,
		      "a quiescent unlock looked at another number of namespaces than its rule says");
}

static void check_the_end(void)
{
	struct net_counters counters;
	struct net_world_counters world;
	uint64_t random = episode.seed;
	struct net_thread *self = net_thread_register();

	/* Senders wait for their requests, so one that is lost is a hang before it is this; the scripts ask it of the others. */
	net_law_check(NET_LAW_M3, rtnl_stranded() == 0, NULL, "requests were left in a queue when everybody had gone");
	net_law_check(NET_LAW_I4, net_list_check() == (int64_t)episode.permanent, NULL, "the list is broken, or of another length");
	check_inspections(&random);
	check_bounds();
	net_thread_unregister(self);
	net_ns_quiesce();
	net_counters_sum(&counters);
	net_world_counters_read(&world);
	net_law_check(NET_LAW_M1, counters.sent == counters.handled + counters.purged, NULL,
		      "requests sent are not requests handled and purged");
	net_law_check(NET_LAW_I2, counters.created == world.destroyed, NULL, "namespaces created are not namespaces destroyed");
	net_law_check(NET_LAW_I2, world.dying == 0, NULL, "a namespace is still dying");
	totals.grace_periods += world.grace_periods;
	totals.created += counters.created;
	totals.handled += counters.handled;
	totals.walks += counters.walks;
	totals.restarts += counters.restarts;
}

static void make_world(uint64_t *random)
{
	struct net_options world = {
		.payload_bytes = COOKIE_WORDS * sizeof(uint64_t),
		.dying_credit = 1 + (uint32_t)random_below(random, 8),
		.keep_freed = random_below(random, 2),
		.trylock_senders = episode.trylock,
	};

	net_lockdep_reset();
	if (net_ns_init(episode.variant, &world) || net_ns_populate(episode.permanent - 1))
		report_hang("no memory for a world");
	struct net_thread *self = net_thread_register();

	if (register_pernet_subsys(&always_ops))
		report_hang("no memory for a subsystem");
	net_thread_unregister(self);
	episode.nets = calloc(episode.permanent, sizeof(*episode.nets));
	net_list_copy(episode.nets, episode.permanent);
}

static void run_roles(struct role *roles, uint64_t *random)
{
	for (int i = 0; i < options.threads; i++) {
		roles[i] = (struct role){ .index = i, .random = random_next(random) };
		if (pthread_create(&roles[i].thread, NULL, role_main, &roles[i]))
			report_hang("no thread for a role");
		net_debug_event(NET_EVENT_SPAWNED, (const void *)roles[i].thread);
	}
	if (!episode.serial)
		watch(roles);
	for (int i = 0; i < options.threads; i++) {
		net_debug_event(NET_EVENT_JOIN, (const void *)roles[i].thread);
		pthread_join(roles[i].thread, NULL);
		totals.operations += roles[i].operations;
	}
}

void episode_run(uint64_t seed, bool serial)
{
	struct role *roles = calloc((size_t)options.threads, sizeof(*roles));
	uint64_t random = seed;
	struct net_world_counters world;

	if (!roles)
		report_hang("no memory for the roles");
	report_episode(serial ? "serial" : "free", seed);
	episode = (struct episode){ .seed = seed, .serial = serial, .threads = options.threads };
	episode.permanent = 1 + random_below(&random, serial ? 4 : 24);
	episode.operations = serial ? 4 + random_below(&random, 16) : 10;
	episode.handlers_drop = random_below(&random, 2);
	episode.trylock = random_below(&random, 2) && net_variant_allows(options.variant, RTNL_SENDER_TRYLOCK);
	/* An option of the variant, in half of its episodes. */
	episode.variant = options.variant->without_rtnl && random_below(&random, 2) ? options.variant->without_rtnl : options.variant;
	if (options.variant->per_net)
		episode.handlers_drop = false; /* who holds a namespace's own mutex may not take rtnl again */
	episode.updaters = role_updaters(options.threads);
	/* For what the watchdog does not see: the making and the end of a world, and serial schedules. */
	alarm((unsigned int)(3 * options.patience) + 30);
	if (serial)
		scheduler_start(seed);
	make_world(&random);
	run_roles(roles, &random);
	net_ns_quiesce();
	check_the_end();
	net_ns_exit();
	net_world_counters_read(&world);
	net_law_check(NET_LAW_I2, world.bytes == 0, NULL, "memory of namespaces, sockets or devices was not given back");
	if (serial) {
		totals.steps += scheduler_steps();
		totals.serial++;
		scheduler_stop();
	}
	totals.episodes++;
	free(episode.nets);
	free(roles);
}

void episode_report(void)
{
	report_count("episodes", totals.episodes);
	report_count("serial_episodes", totals.serial);
	report_count("operations", totals.operations);
	report_count("namespaces", totals.created);
	report_count("requests", totals.handled);
	report_count("walks", totals.walks);
	report_count("grace_periods", totals.grace_periods);
	report_count("restarts", totals.restarts);
	report_count("steps", totals.steps);
}
