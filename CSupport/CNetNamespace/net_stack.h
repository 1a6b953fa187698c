/*
 * A stack with push and pop-all, after the kernel's llist and liburcu's lfstack.
 * Nobody pops one entry, so there is no ABA. In __atomic builtins, which
 * ThreadSanitizer sees: liburcu 0.13.2's are inline assembly.
 */
#ifndef NET_STACK_H
#define NET_STACK_H

#include <stdbool.h>

#include "include/net_namespace.h"

struct net_stack {
	struct net *head; /* atomic */
};

/* Whether something is there. Relaxed: whoever must not miss a push fences before. */
static inline bool net_stack_has(const struct net_stack *stack)
{
	return __atomic_load_n(&stack->head, __ATOMIC_RELAXED) != NULL;
}

/* Pushes @net, whose link @next is the caller's until then. Release: pairs with net_stack_take_all().
 * Return: whether the stack was empty. */
static inline bool net_stack_push(struct net_stack *stack, struct net *net, struct net **next)
{
	struct net *head = __atomic_load_n(&stack->head, __ATOMIC_RELAXED);

	do {
		*next = head;
	} while (!__atomic_compare_exchange_n(&stack->head, &head, net, true, __ATOMIC_RELEASE, __ATOMIC_RELAXED));
	return head == NULL; /* not *next: it is the popper's by now */
}

/* Takes all, the newest first. Acquire: pairs with net_stack_push(). */
static inline struct net *net_stack_take_all(struct net_stack *stack)
{
	return __atomic_exchange_n(&stack->head, NULL, __ATOMIC_ACQUIRE);
}

#endif
