/* Runs something in a process of its own: what it does to the model, to locks and to memory ends with it. */
#ifndef IN_CHILD_H
#define IN_CHILD_H

#include <stddef.h>

/* Runs body(index, to) in a child, which ends with exit code 0 unless body ends it otherwise, and copies what it writes to
 * @to into @text, at most @size - 1 bytes and a null. Context: no other thread. Return: the child's status as of waitpid(2),
 * or -1 if it could not be made. */
int in_child(void (*body)(int index, int to), int index, char *text, size_t size);

#endif
