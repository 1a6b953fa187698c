/* /proc/kallsyms: which function an address is in. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kb_locks.h"

#define NAME_BYTES 64

struct symbol {
	uint64_t address;
	char name[NAME_BYTES];
};

struct kb_symbols {
	struct symbol *all; /* sorted by address */
	size_t count, room;
	/* Where the kernel's linker puts the functions of its locks: sections .sched.text and .spinlock.text. 0: not known. */
	uint64_t sleeping_start, sleeping_end, spinning_start, spinning_end;
};

static void note_section(struct kb_symbols *symbols, const struct symbol *symbol)
{
	const struct {
		const char *name;
		uint64_t *where;
	} marks[] = {
		{ "__sched_text_start", &symbols->sleeping_start },
		{ "__sched_text_end", &symbols->sleeping_end },
		{ "__lock_text_start", &symbols->spinning_start },
		{ "__lock_text_end", &symbols->spinning_end },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (!strcmp(symbol->name, marks[i].name))
			*marks[i].where = symbol->address;
}

static int add(struct kb_symbols *symbols, const struct symbol *symbol)
{
	if (symbols->count == symbols->room) {
		const size_t room = symbols->room ? 2 * symbols->room : 1 << 16;
		struct symbol *larger = realloc(symbols->all, room * sizeof(*larger));

		if (!larger)
			return kb_fail(ENOMEM, "there is no memory for the kernel's symbols");
		symbols->all = larger;
		symbols->room = room;
	}
	symbols->all[symbols->count++] = *symbol;
	return 0;
}

static int by_address(const void *left, const void *right)
{
	const struct symbol *one = left, *other = right;

	return (one->address > other->address) - (one->address < other->address);
}

static int read_symbols(struct kb_symbols *symbols, FILE *file)
{
	char line[512], kind;
	struct symbol symbol;

	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%lx %c %63s", &symbol.address, &kind, symbol.name) != 3)
			continue;
		note_section(symbols, &symbol);
		if (!symbol.address || !strchr("tTwW", kind))
			continue;
		const int error = add(symbols, &symbol);

		if (error)
			return error;
	}
	if (!symbols->count)
		return kb_fail(EPERM, "/proc/kallsyms shows no addresses, and a lock is recognised by who takes it: run as root, and with "
				      "the sysctl kernel.kptr_restrict below 2");
	qsort(symbols->all, symbols->count, sizeof(*symbols->all), by_address);
	return 0;
}

struct kb_symbols *kb_load_symbols(void)
{
	FILE *file = fopen("/proc/kallsyms", "re");

	if (!file) {
		kb_fail(errno, "/proc/kallsyms cannot be read, and a lock is recognised by who takes it: %s; a kernel with "
			       "CONFIG_KALLSYMS has it",
			strerror(errno));
		return NULL;
	}
	struct kb_symbols *symbols = calloc(1, sizeof(*symbols));

	if (!symbols)
		kb_fail(ENOMEM, "there is no memory for the kernel's symbols");
	else if (read_symbols(symbols, file)) {
		kb_free_symbols(symbols);
		symbols = NULL;
	}
	fclose(file);
	return symbols;
}

void kb_free_symbols(struct kb_symbols *symbols)
{
	if (!symbols)
		return;
	free(symbols->all);
	free(symbols);
}

const char *kb_symbol_at(const struct kb_symbols *symbols, uint64_t address)
{
	size_t low = 0, high = symbols->count;

	/* What is returned to may be behind the end of the function that called. */
	address--;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (symbols->all[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? symbols->all[low - 1].name : "?";
}

bool kb_is_lock_function(const struct kb_symbols *symbols, uint64_t address)
{
	/* For a kernel whose sections are not known, or whose compiler put a part of a function elsewhere. */
	static const char *const prefixes[] = { "mutex_", "__mutex_", "down_", "__down_", "rwsem_", "rt_mutex_", "__rt_mutex_",
						"rwbase_", "ww_mutex_", "percpu_down_", "__percpu_down_", "_raw_" };

	if ((address >= symbols->sleeping_start && address < symbols->sleeping_end) ||
	    (address >= symbols->spinning_start && address < symbols->spinning_end))
		return true;
	const char *name = kb_symbol_at(symbols, address);

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (!strncmp(name, prefixes[i], strlen(prefixes[i])))
			return true;
	return false;
}
