#include "in_child.h"

#include <sys/wait.h>
#include <unistd.h>

int in_child(void (*body)(int index, int to), int index, char *text, size_t size)
{
	int ends[2], status = -1;
	size_t length = 0;

	text[0] = '\0';
	if (pipe(ends))
		return -1;
	pid_t child = fork();

	if (child == 0) {
		close(ends[0]);
		body(index, ends[1]);
		_exit(0);
	}
	close(ends[1]);
	if (child > 0) {
		for (ssize_t n; length < size - 1 && (n = read(ends[0], text + length, size - 1 - length)) > 0;)
			length += (size_t)n;
		text[length] = '\0';
		waitpid(child, &status, 0);
	}
	close(ends[0]);
	return status;
}
