package sheet_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"linkledger/internal/sheet"
)

func TestParseTime(t *testing.T) {
	zone := time.FixedZone("", 2*3600)
	for _, c := range []struct {
		text  string
		form  sheet.DayForm
		want  string // "" is refused
		timed bool
	}{
		{"2026-09-03", sheet.YMD, "2026-09-03T00:00:00+02:00", false},
		{"2026-09-03", sheet.MDY, "2026-09-03T00:00:00+02:00", false},
		{"2026/9/3", sheet.YMD, "2026-09-03T00:00:00+02:00", false},
		{"20260903", sheet.YMD, "2026-09-03T00:00:00+02:00", false},
		{"03.09.2026", sheet.DMY, "2026-09-03T00:00:00+02:00", false},
		{"09/03/2026", sheet.MDY, "2026-09-03T00:00:00+02:00", false},
		{"9/3/26", sheet.MDY, "2026-09-03T00:00:00+02:00", false},
		{"26-09-03", sheet.YMD, "2026-09-03T00:00:00+02:00", false},
		{"3 Sep 2026", sheet.YMD, "2026-09-03T00:00:00+02:00", false},
		{"Sept. 3, 2026", sheet.YMD, "2026-09-03T00:00:00+02:00", false},
		{"September 3, 2026 4:05 pm", sheet.YMD, "2026-09-03T16:05:00+02:00", true},
		{"2026-09-03T10:15:00Z", sheet.YMD, "2026-09-03T10:15:00Z", true},
		{"2026-09-03T10:15:00.123Z", sheet.YMD, "2026-09-03T10:15:00Z", true},
		{"2026-09-03 10:15:00 -0400", sheet.YMD, "2026-09-03T10:15:00-04:00", true},
		{"2026-09-03 10:15:00+05:30", sheet.YMD, "2026-09-03T10:15:00+05:30", true},
		{"2026-09-03 10:15:00 UTC", sheet.YMD, "2026-09-03T10:15:00Z", true},
		{"03.09.2026 10:15", sheet.DMY, "2026-09-03T10:15:00+02:00", true},
		{"09/03/2026, 12:05 AM", sheet.MDY, "2026-09-03T00:05:00+02:00", true},
		{"09/03/2026 12:05 p.m.", sheet.MDY, "2026-09-03T12:05:00+02:00", true},
		{"", sheet.YMD, "", false},
		{"03.09.2026", sheet.YMD, "", false},
		{"2026-02-30", sheet.YMD, "", false},
		{"13/09/2026", sheet.MDY, "", false},
		{"1999-12-31", sheet.YMD, "", false},
		{"3 Foo 2026", sheet.YMD, "", false},
		{"2026-09-03 25:00", sheet.YMD, "", false},
		{"2026-09-03 13:00 PM", sheet.YMD, "", false},
		{"2026-09-03 10:15 +99:00", sheet.YMD, "", false},
		{"yesterday", sheet.YMD, "", false},
		{"45902", sheet.YMD, "", false}, // Excel's count of days
	} {
		got, err := sheet.ParseTime(c.text, c.form, zone)
		switch {
		case c.want == "" && err == nil:
			t.Errorf("%q (%s) was read as %v", c.text, c.form, got)
		case c.want != "" && (err != nil || got.Format(time.RFC3339) != c.want || got.Timed != c.timed):
			t.Errorf("%q (%s) is %v (%v), want %s", c.text, c.form, got, err, c.want)
		}
	}
}

func TestGuessDays(t *testing.T) {
	for values, want := range map[string]struct {
		form sheet.DayForm
		sure bool
	}{
		"2026-09-03|2026-09-14":   {sheet.YMD, true},
		"03/09/2026|14/09/2026":   {sheet.DMY, true},
		"09/03/2026|09/14/2026":   {sheet.MDY, true},
		"09/03/2026|10/04/2026":   {sheet.MDY, false},
		"03.09.2026|04.10.2026":   {sheet.DMY, false},
		"14/09/2026|09/14/2026":   {sheet.MDY, false},
		"3 Sep 2026|14 Sep 2026":  {sheet.YMD, true},
		"yesterday":               {sheet.YMD, false},
		"2026-09-03|14/09/2026|-": {sheet.DMY, false},
	} {
		if form, sure := sheet.GuessDays(slices.Values(strings.Split(values, "|"))); form != want.form || sure != want.sure {
			t.Errorf("%s: %s %v", values, form, sure)
		}
	}
}

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"2026-09-03T10:15:00Z", "03.09.2026", "Sep 3, 2026 4:05 pm", "20260903", "1/1/1 1:1"} {
		f.Add(s, "dmy")
	}
	f.Fuzz(func(t *testing.T, text, form string) {
		m, err := sheet.ParseTime(text, sheet.DayForm(form), time.UTC)
		if err == nil && (m.Year() < 1999 || m.Year() > 2101) {
			t.Fatalf("%q is %v", text, m)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "sep=;\na;b\n1;2\n", "\xff\xfea\x00,\x00b\x00\n\x001\x00", "\"a\nb\",c\n1,2", "a\tb\r1\t2"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		table, err := sheet.Read(strings.NewReader(string(raw)))
		if err != nil {
			return
		}
		last := 0
		for _, r := range table.Rows {
			if len(r.Cells) != len(table.Columns) || r.Line <= last {
				t.Fatalf("%+v of %q", r, table.Columns)
			}
			last = r.Line
		}
	})
}
