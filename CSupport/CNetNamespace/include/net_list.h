/*
 * The intrusive, doubly linked list, with every pointer store a release and
 * every load of next an acquire.
 *
 * One header serves every variant, RCU or not: the stores cost nothing on x86
 * and the same code can be checked by ThreadSanitizer, which cannot see the
 * stores of liburcu's rculist.h. Barriers and their pairs:
 * docs/memory-ordering.md.
 */
#ifndef NET_LIST_H
#define NET_LIST_H

struct list_head {
	struct list_head *next; /* published: release store, acquire load; changed by updaters under the variant's rule */
	struct list_head *prev; /* updaters only */
};

/* What an unlinked entry's prev becomes: nothing may follow it. next stays, for RCU readers still on the entry. */
#define LIST_POISON_PREV ((struct list_head *)0x122)

static inline void list_init(struct list_head *head)
{
	/* Pairs with nothing: nobody else can see the list yet. */
	__atomic_store_n(&head->next, head, __ATOMIC_RELAXED);
	head->prev = head;
}

/* The entry after @entry. Acquire: pairs with the release in list_add_tail() and list_del(). */
static inline struct list_head *list_next(const struct list_head *entry)
{
	return __atomic_load_n(&entry->next, __ATOMIC_ACQUIRE);
}

/* Publishes @entry at the end. Release: the entry's initialisation is ordered before its visibility;
 * pairs with the acquire in list_next(). */
static inline void list_add_tail(struct list_head *entry, struct list_head *head)
{
	struct list_head *last = head->prev;

	__atomic_store_n(&entry->next, head, __ATOMIC_RELAXED); /* ordered by the release below */
	entry->prev = last;
	head->prev = entry;
	__atomic_store_n(&last->next, entry, __ATOMIC_RELEASE);
}

/* Unlinks @entry; its next stays valid for readers already on it. Release: this store publishes the successor
 * anew, so a reader that reaches it here needs the same edge as through list_add_tail(); pairs with list_next(). */
static inline void list_del(struct list_head *entry)
{
	struct list_head *next = __atomic_load_n(&entry->next, __ATOMIC_RELAXED); /* we are the updater */

	next->prev = entry->prev;
	__atomic_store_n(&entry->prev->next, next, __ATOMIC_RELEASE);
	entry->prev = LIST_POISON_PREV;
}

#endif
