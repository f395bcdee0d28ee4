// Package scenario reads the stories that tests and practice mode play at CJ's
// stand-in: small text files that a brand manager can read, and write.
//
// It must not know how a story is played, or what CJ makes of it. How to write
// one is said in README.md beside it.
package scenario

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"time"
)

//go:embed *.txt
var files embed.FS

// Scenario is one story.
type Scenario struct {
	Name  string   // its file's, without the ending
	Title string   // its first line
	What  []string // what it tells of, in a few lines
	Lines []string // the steps as the file has them
	Steps []Step
}

// Step is something that happens, and when.
type Step struct {
	Line int // of the file, counted from 1
	When When
	Text string // as it is written
	Action
}

// When is a time of the story: at most one of its fields is set, and none for
// the same moment as the step before.
type When struct {
	Day     int           // 1 is the day on which the story begins
	At      time.Duration // of that day, since midnight UTC
	Later   time.Duration // after the step before
	LockDay bool          // when CJ next locks something
	PayDay  bool          // when CJ next pays
}

// All are the stories that there are, by their names.
func All() ([]Scenario, error) {
	names, err := fs.Glob(files, "*.txt")
	if err != nil {
		return nil, err
	}
	var all []Scenario
	for _, file := range names {
		text, err := files.ReadFile(file)
		if err != nil {
			return nil, err
		}
		s, err := Parse(strings.TrimSuffix(file, ".txt"), string(text))
		if err != nil {
			return nil, fmt.Errorf("scenario %s: %w", file, err)
		}
		all = append(all, s)
	}
	return all, nil
}

// Numbered is the story with a mark behind the numbers of its orders, so that it
// can be played once more.
func (s Scenario) Numbered(mark string) Scenario {
	steps := make([]Step, len(s.Steps))
	for i, step := range s.Steps {
		if step.Order != "" {
			step.Order += mark
		}
		if step.Other != "" {
			step.Other += mark
		}
		steps[i] = step
	}
	s.Steps = steps
	return s
}

// Links are the names of those whose links the story uses, each once.
func (s Scenario) Links() []string {
	var names []string
	seen := map[string]bool{}
	for _, step := range s.Steps {
		if step.Link != "" && !seen[step.Link] {
			seen[step.Link] = true
			names = append(names, step.Link)
		}
	}
	return names
}
