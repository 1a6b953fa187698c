# Makes Spin's replay readable: one step a line, with the inline or proctype (named after the C function) it is in.
function functions_of(file,    path, line, number, name) {
	seen[file] = 1
	path = here "/" file
	while ((getline line < path) > 0) {
		number++
		if (match(line, /^(inline|proctype) [a-z_]+/)) {
			name = substr(line, RSTART, RLENGTH)
			sub(/^[a-z]+ /, "", name)
		} else if (line ~ /^init/) {
			name = "init"
		}
		in_function[file, number] = name
		if (line ~ /^}/)
			name = ""
	}
	close(path)
}
# "proc  6 (unlocker:1) unlock.pml:12 (state 3)": who, and at[1], at[2]: where
match($0, /proc +[0-9]+ \([^)]*\)/) {
	process = substr($0, RSTART, RLENGTH)
	gsub(/proc +|\(|:[0-9]+\)/, "", process)
	place = $0
	sub(/^[^)]*\) +/, "", place)
	sub(/ \(state.*/, "", place)
	sub(/^.*\//, "", place)
	split(place, at, ":")
	if (!(at[1] in seen))
		functions_of(at[1])
}
/\(state [0-9-]+\)[[:space:]]*\[/ {
	statement = $0
	sub(/^[^[]*\[/, "", statement)
	sub(/\][[:space:]]*$/, "", statement)
	if (process !~ /init/ && statement !~ /^(else|goto .*|break|1|\(1\)|sub-sequence|\.\(goto\)|assert\(.*)$/)
		printf "%-20s %-24s %s\n", process, in_function[at[1], at[2]], statement
}
# Where each process stands when nothing more happens.
/\(state [0-9-]+\)[[:space:]]*$/ && process !~ /init/ {
	printf "%-20s stands in %s, %s:%s\n", process, in_function[at[1], at[2]], at[1], at[2]
}
/START OF CYCLE/ { print "---- from here on it repeats for ever ----" }
/text of failed assertion/ { sub(/^spin: text of failed /, "refuted: "); print; exit }
