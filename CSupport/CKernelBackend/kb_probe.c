/* Whether an operation can be done here, found out by doing it once. */
#include <string.h>

#include "kb_internal.h"

int kb_refuse(enum kb_op op, int code)
{
	const char *name = kb_operations[op].name;

	switch (code) {
	case EOPNOTSUPP:
	case ENODEV:
		if (op == KB_DELLINK)
			return kb_fail(code, "this kernel has no ifb devices (CONFIG_IFB), which RTM_DELLINK is measured with: load the "
					     "module as root (modprobe ifb numifbs=0), or use a kernel that has it");
		return kb_fail(code, "this kernel knows no %s: use one that does", name);
	case EPERM:
	case EACCES:
		if (op == KB_UEVENT)
			return kb_fail(code, "a uevent of /dev/null may be sent by root of the machine only: run as root to walk under a "
					     "list mutex");
		return kb_fail(code,
			       "%s is not permitted although the namespace is ours: a system that takes CAP_NET_ADMIN from unprivileged "
			       "user namespaces does that; allow it, or run as root",
			       name);
	case ENOENT:
	case EROFS:
		if (op == KB_UEVENT)
			return kb_fail(code, "the uevent file of /dev/null is not there or cannot be written: mount /sys, read-write, to walk "
					     "under a list mutex");
	}
	return kb_fail(code, "%s fails here: %s", name, strerror(code));
}

int kb_probe(struct kb *kb, enum kb_op op)
{
	uint64_t timed = 0;
	struct kb_thread *thread;

	if (kb_operations[op].ground == KB_GROUND_MACHINE && kb->ground != KB_GROUND_MACHINE)
		return kb_fail(EPERM, "%s walks only namespaces of the machine's own: run as root", kb_operations[op].name);
	int error = kb_prepare(kb, kb->alive_count + 1, 1, op == KB_GETNSID);

	if (error)
		return error;
	error = kb_begin(kb, op, 0, &thread);
	if (error)
		return kb_refuse(op, -error);
	error = kb_once(thread, &timed);
	kb_thread_end(thread);
	/* Creating, and an early end of a dump, have sentences of their own. */
	return error == 0 || error == -ENODATA || op == KB_UNSHARE ? error : kb_refuse(op, -error);
}
