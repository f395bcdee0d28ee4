// Package icalendar writes all-day events as an iCalendar file, which every
// calendar program takes in. Source: RFC 5545.
//
// It must not know what the events are about.
package icalendar

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Event is something on one or more whole days.
type Event struct {
	UID         string    // the same each time that the event is written, so that it is replaced
	Day         time.Time // its date counts
	Until       time.Time // the last day; none for one day
	Summary     string
	Description string
}

// Calendar is a file of events.
type Calendar struct {
	Name    string
	Product string    // "-//Company//Product//EN"
	Stamp   time.Time // when it was made
	Events  []Event
}

// Write writes the calendar.
func Write(w io.Writer, c Calendar) error {
	f := file{w: w}
	f.line("BEGIN", "VCALENDAR")
	f.line("VERSION", "2.0")
	f.line("PRODID", escape(c.Product))
	f.line("CALSCALE", "GREGORIAN")
	f.line("METHOD", "PUBLISH")
	f.line("NAME", escape(c.Name))
	f.line("X-WR-CALNAME", escape(c.Name)) // what programs before RFC 7986 read
	for _, e := range c.Events {
		until := e.Until
		if until.Before(e.Day) {
			until = e.Day
		}
		f.line("BEGIN", "VEVENT")
		f.line("UID", escape(e.UID))
		f.line("DTSTAMP", c.Stamp.UTC().Format("20060102T150405Z"))
		f.line("DTSTART;VALUE=DATE", e.Day.Format("20060102"))
		f.line("DTEND;VALUE=DATE", until.AddDate(0, 0, 1).Format("20060102")) // the first day after it
		f.line("SUMMARY", escape(e.Summary))
		if e.Description != "" {
			f.line("DESCRIPTION", escape(e.Description))
		}
		f.line("TRANSP", "TRANSPARENT") // it blocks nobody's time
		f.line("END", "VEVENT")
	}
	f.line("END", "VCALENDAR")
	return f.err
}

type file struct {
	w   io.Writer
	err error
}

// maxLine is how many octets a line has at most, its end left out (RFC 5545 §3.1).
const maxLine = 75

// line writes a content line, folded between characters.
func (f *file) line(name, value string) {
	rest, room := name+":"+value, maxLine
	var folded strings.Builder
	for len(rest) > room {
		cut := room
		for cut > 1 && !utf8.RuneStart(rest[cut]) {
			cut--
		}
		folded.WriteString(rest[:cut] + "\r\n ")
		rest, room = rest[cut:], maxLine-1 // the space counts
	}
	if f.err == nil {
		_, f.err = fmt.Fprintf(f.w, "%s%s\r\n", folded.String(), rest)
	}
}

// escape makes a TEXT value (RFC 5545 §3.3.11). Control characters, which it
// can't hold, and what is no UTF-8 are left out.
func escape(text string) string {
	var out strings.Builder
	for _, r := range strings.ReplaceAll(text, "\r\n", "\n") {
		switch {
		case r == '\n':
			out.WriteString(`\n`)
		case r == '\\' || r == ';' || r == ',':
			out.WriteString(`\` + string(r))
		case r == '\t' || r >= ' ' && r != 0x7f && r != utf8.RuneError:
			out.WriteRune(r)
		}
	}
	return out.String()
}
