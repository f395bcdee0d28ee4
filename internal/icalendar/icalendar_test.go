package icalendar_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/icalendar"
)

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestWrite(t *testing.T) {
	var file bytes.Buffer
	err := icalendar.Write(&file, icalendar.Calendar{Name: "Hearth & Wool", Product: "-//Linkledger//Lock calendar//EN", Stamp: time.Date(2026, 11, 22, 9, 30, 0, 0, time.FixedZone("", 3600)),
		Events: []icalendar.Event{
			{UID: "lock-2026-12-11@linkledger", Day: day("2026-12-11"), Summary: "17 sales lock", Description: "1940.00 USD; can be corrected until then,\nno longer \\ after"},
			{UID: "pay-2026-12-31@linkledger", Day: day("2026-12-31"), Until: day("2027-01-05"), Summary: "CJ pays"},
		}})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Linkledger//Lock calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
		"NAME:Hearth & Wool", "X-WR-CALNAME:Hearth & Wool",
		"BEGIN:VEVENT", "UID:lock-2026-12-11@linkledger", "DTSTAMP:20261122T083000Z", "DTSTART;VALUE=DATE:20261211", "DTEND;VALUE=DATE:20261212",
		"SUMMARY:17 sales lock", `DESCRIPTION:1940.00 USD\; can be corrected until then\,\nno longer \\ after`, "TRANSP:TRANSPARENT", "END:VEVENT",
		"BEGIN:VEVENT", "UID:pay-2026-12-31@linkledger", "DTSTAMP:20261122T083000Z", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270106",
		"SUMMARY:CJ pays", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", ""}, "\r\n")
	if diff := cmp.Diff(want, file.String()); diff != "" {
		t.Error(diff)
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteSaysThatItFailed(t *testing.T) {
	if err := icalendar.Write(full{}, icalendar.Calendar{}); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

// FuzzLines: whatever is written, lines are short, whole characters stay whole,
// and no text starts a line of its own.
func FuzzLines(f *testing.F) {
	f.Add("ordinary")
	f.Add(strings.Repeat("Wolldecke für Öhringen 毛布 ", 20))
	f.Add("a\r\nBEGIN:VEVENT\r\nb\rc\nd\x00\xff;,\\")
	f.Fuzz(func(t *testing.T, text string) {
		var file bytes.Buffer
		if err := icalendar.Write(&file, icalendar.Calendar{Events: []icalendar.Event{{UID: "1", Day: day("2026-12-11"), Summary: text}}}); err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(file.Bytes()) {
			t.Fatalf("%q is no UTF-8", file.String())
		}
		unfolded := strings.ReplaceAll(file.String(), "\r\n ", "")
		if n := strings.Count(unfolded, "\r\n"); n != 16 || strings.ContainsAny(strings.ReplaceAll(unfolded, "\r\n", ""), "\r\n\x00") {
			t.Fatalf("%d lines: %q", n, unfolded)
		}
		for line := range strings.SplitSeq(file.String(), "\r\n") {
			if len(line) > 75 {
				t.Fatalf("a line of %d octets: %q", len(line), line)
			}
			if !utf8.ValidString(line) {
				t.Fatalf("a character was cut: %q", line)
			}
		}
		_, value, _ := strings.Cut(unfolded, "SUMMARY:")
		value, _, _ = strings.Cut(value, "\r\n")
		plain := strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(value)
		if !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f || r == utf8.RuneError }) && plain != text {
			t.Fatalf("%q became %q", text, plain)
		}
	})
}
