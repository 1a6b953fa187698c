/*
 * The properties, by name. A checked condition is an assertion whose text begins with the
 * property's name, so that a refuted run says which one was refuted:
 *	assertion violated (no_resurrection && (count[net] > 0))
 * Two more are not assertions: no_deadlock (Spin: "invalid end state") and unlock_ends (an LTL
 * formula, see drain.pml).
 */
#define CHECK(property, condition) assert(property && (condition))

/* Constants; they are there for their names in the assertions. */
bool no_use_after_exit = true; /* no walker, receiver or handler uses a namespace whose exit has begun */
bool no_use_after_free = true; /* no freed memory is touched: a node of a queue keeps its namespace's memory */
bool walks_linked_only = true; /* who walks under a lock of the rule stands on linked namespaces only */
bool no_resurrection = true; /* no reference is taken from a count of zero */
bool destroyed_once = true; /* no namespace is queued for cleanup, unlinked or freed twice */
bool list_unbroken = true; /* at quiescence: both directions of the list agree, nothing unlinked is on it */
bool references_balance = true; /* at quiescence: only the owner's reference is left, or the namespace is freed */
bool handled_once = true; /* a request is handled at most once, and never after it was purged */
bool no_lost_request = true; /* at quiescence: every request was handled, or purged with its namespace */
bool send_completes = true; /* a blocking sender returns when its request has been handled */
bool pass_is_bounded = true; /* a pass looks at no namespace that is newer than the pass */
bool todo_completes = true; /* rtnl_unlock() returns when the devices unregistered under its hold are gone */
bool replay_balance = true; /* a notifier is told of a device and of its end in turn, and of as many ends */
bool one_inside = true; /* a namespace's configuration is changed by one thread at a time */
