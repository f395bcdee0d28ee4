package scenario

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	longest   = 20_000 // characters of a file
	mostSteps = 200
)

// Parse reads a story: a line with its title, some lines on what it tells of, an
// empty line, and then the steps, each with its time, two spaces and a sentence.
// Lines that begin with # are remarks. Errors name the line.
func Parse(name, text string) (Scenario, error) {
	s := Scenario{Name: name}
	if len(text) > longest {
		return s, fmt.Errorf("the story has %d characters: %d at most", len(text), longest)
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	i := 0
	for ; i < len(lines) && strings.TrimSpace(lines[i]) != ""; i++ {
		line := strings.TrimSpace(lines[i])
		switch {
		case strings.HasPrefix(line, "#"):
		case s.Title == "":
			s.Title = line
		default:
			s.What = append(s.What, line)
		}
	}
	if s.Title == "" || len(s.What) == 0 {
		return s, fmt.Errorf("line 1: the story begins with its title and a line on what it tells of, and then an empty line")
	}
	s.Lines = strings.Split(strings.Trim(strings.Join(lines[i:], "\n"), "\n"), "\n")
	for ; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " \t")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		step, err := readStep(line)
		if err != nil {
			return s, fmt.Errorf("line %d: %w", i+1, err)
		}
		step.Line = i + 1
		if s.Steps = append(s.Steps, step); len(s.Steps) > mostSteps {
			return s, fmt.Errorf("line %d: a story has %d steps at most", i+1, mostSteps)
		}
	}
	return s, s.check()
}

var gap = regexp.MustCompile(`\t| {2,}`)

func readStep(line string) (step Step, err error) {
	text := strings.TrimLeft(line, " \t")
	if text == line { // it begins with a time
		at := gap.FindStringIndex(line)
		if at == nil {
			return step, fmt.Errorf("two spaces belong between the time and what happens: %q", line)
		}
		if step.When, err = readWhen(line[:at[0]]); err != nil {
			return step, err
		}
		text = strings.TrimSpace(line[at[1]:])
	}
	step.Text = text
	step.Action, err = readSentence(text)
	return step, err
}

var (
	onDay = regexp.MustCompile(`^day ([0-9]{1,3}),? ([0-9]{2}):([0-9]{2})$`)
	later = regexp.MustCompile(`^([0-9]{1,4}) (minute|hour|day|week)s? later$`)
)

func readWhen(text string) (w When, err error) {
	switch text {
	case "on lock day":
		return When{LockDay: true}, nil
	case "on pay day":
		return When{PayDay: true}, nil
	}
	if m := onDay.FindStringSubmatch(text); m != nil {
		day, _ := strconv.Atoi(m[1]) // the form has only digits
		hour, _ := strconv.Atoi(m[2])
		minute, _ := strconv.Atoi(m[3])
		if day < 1 || hour > 23 || minute > 59 {
			return w, fmt.Errorf("there is no %q: days count from 1, and the time is one of a day", text)
		}
		return When{Day: day, At: time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute}, nil
	}
	if m := later.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		unit := map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour, "week": 7 * 24 * time.Hour}[m[2]]
		if n < 1 {
			return w, fmt.Errorf("%q is no time that passes", text)
		}
		return When{Later: time.Duration(n) * unit}, nil
	}
	return w, fmt.Errorf(`%q is not a time: write "day 1 10:15", "2 days later", "on lock day" or "on pay day", or begin the line with spaces for the same moment`, text)
}

// words lists what can be written.
func words[V any](table map[string]V) string {
	return `"` + strings.Join(slices.Sorted(maps.Keys(table)), `", "`) + `"`
}
