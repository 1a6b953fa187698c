/* Two bugs on paths, for the analyzers: each must report both, or it is not looking. Never linked into anything. */
#include <stdlib.h>

struct pair {
	int first, second;
};

int null_on_a_path(int wanted);
int null_on_a_path(int wanted)
{
	struct pair *pair = NULL;
	struct pair some = { 1, 2 };

	if (wanted > 3)
		pair = &some;
	return pair->first;
}

int leak_on_a_path(int size);
int leak_on_a_path(int size)
{
	char *memory = malloc((size_t)size + 1);

	if (!memory)
		return -1;
	memory[0] = 1;
	if (size > 100)
		return -2;
	free(memory);
	return 0;
}
