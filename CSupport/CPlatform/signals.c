/* SIGINT and SIGTERM as a flag that is polled, and handed on to a child. */
#define _GNU_SOURCE
#include "platform.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/* Relaxed but where a child is named: the flag carries no data, and a late look costs one polling interval. */
static int caught;
/* Who is sent the signal as well, or 0. */
static pid_t children[2];
static struct sigaction previous_interrupt, previous_terminate;

static void note_signal(int number)
{
	int none = 0;
	const int saved = errno;
	/* This and the look at each child pair with platform_forward_signals(): it names a child, then looks for a signal. */
	const bool is_first =
		__atomic_compare_exchange_n(&caught, &none, number, false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
	for (int i = 0; i < 2; i++) {
		const pid_t receiver = __atomic_load_n(&children[i], __ATOMIC_SEQ_CST);
		if (receiver <= 0)
			continue;
		/* A child that was stopped hears nothing until it goes on; one that does not end is ended the second time. */
		kill(receiver, is_first ? number : SIGKILL);
		kill(receiver, SIGCONT);
	}
	errno = saved;
}

void platform_forward_signals(int place, int process)
{
	/* Pairs with note_signal(), which notes the signal and then looks for children: whoever comes second sees the other. */
	__atomic_store_n(&children[place], process, __ATOMIC_SEQ_CST);
	const int number = __atomic_load_n(&caught, __ATOMIC_SEQ_CST);
	if (process > 0 && number != 0) {
		kill(process, number);
		kill(process, SIGCONT);
	}
}

int platform_catch_signals(void)
{
	/* No SA_RESTART: a sleeping coordinator should wake. */
	struct sigaction action = { .sa_handler = note_signal };
	sigemptyset(&action.sa_mask);
	platform_set_caught_signal(0);
	if (sigaction(SIGINT, &action, &previous_interrupt))
		return -errno;
	if (sigaction(SIGTERM, &action, &previous_terminate)) {
		const int error = errno;
		sigaction(SIGINT, &previous_interrupt, NULL);
		return -error;
	}
	return 0;
}

void platform_release_signals(void)
{
	sigaction(SIGINT, &previous_interrupt, NULL);
	sigaction(SIGTERM, &previous_terminate, NULL);
	platform_set_caught_signal(0);
}

int platform_caught_signal(void)
{
	return __atomic_load_n(&caught, __ATOMIC_RELAXED);
}

void platform_set_caught_signal(int number)
{
	__atomic_store_n(&caught, number, __ATOMIC_RELAXED);
}
