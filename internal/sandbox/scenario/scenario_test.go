package scenario_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/sandbox/scenario"
)

const head = "A title\nWhat it tells of.\n\n"

func TestEveryStoryIsUnderstood(t *testing.T) {
	all, err := scenario.All()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 12 {
		t.Errorf("%d stories, want at least 12", len(all))
	}
	happens := map[scenario.Kind]bool{}
	for _, s := range all {
		if s.Title == "" || len(s.What) == 0 || len(s.Links()) == 0 || len(s.Links()) > 3 {
			t.Errorf("%s: title %q, what %q, links %q", s.Name, s.Title, s.What, s.Links())
		}
		for _, step := range s.Steps {
			happens[step.Kind] = true
		}
	}
	for _, kind := range []scenario.Kind{scenario.Click, scenario.Buy, scenario.Repeat, scenario.Book, scenario.Announce, scenario.Return, scenario.Lower,
		scenario.PutOff, scenario.Accept, scenario.Decline, scenario.TakeBack, scenario.Bonus, scenario.FromNowOn, scenario.Lock, scenario.Pay} {
		if !happens[kind] {
			t.Errorf("no story has a step of the kind %q", kind)
		}
	}
}

func TestParse(t *testing.T) {
	s, err := scenario.Parse("try", "# remark\n"+head+`# another
day 1 10:15     someone clicks ana's link
5 minutes later	someone buys BR-1: 2 mug-02 at 24.00 and 1 throw-01 at 120.00 through the test link, with code ANA10, as a new customer, made to order, reported 3 days late

                1 mug-02 of BR-1 comes back, because it can't be sent
on lock day     the brand declines BR-1
on pay day      CJ takes a bonus of 5.00 back
2 weeks later   from now on CJ pays nothing
`)
	if err != nil {
		t.Fatal(err)
	}
	want := scenario.Scenario{Name: "try", Title: "A title", What: []string{"What it tells of."}, Steps: []scenario.Step{
		{Line: 6, When: scenario.When{Day: 1, At: 10*time.Hour + 15*time.Minute}, Action: scenario.Action{Kind: scenario.Click, Link: "ana"}},
		{Line: 7, When: scenario.When{Later: 5 * time.Minute}, Action: scenario.Action{Kind: scenario.Buy, Link: "test", Order: "BR-1", Code: "ANA10", Customer: "new",
			Locking: scenario.MadeToOrder, DaysLate: 3, Items: []scenario.Item{{SKU: "mug-02", Quantity: 2, Price: "24.00"}, {SKU: "throw-01", Quantity: 1, Price: "120.00"}}}},
		{Line: 9, Action: scenario.Action{Kind: scenario.Return, Order: "BR-1", Items: []scenario.Item{{SKU: "mug-02", Quantity: 1}}, Reason: "CannotShipSoldOut"}},
		{Line: 10, When: scenario.When{LockDay: true}, Action: scenario.Action{Kind: scenario.Decline, Order: "BR-1"}},
		{Line: 11, When: scenario.When{PayDay: true}, Action: scenario.Action{Kind: scenario.Bonus, Amount: "-5.00"}},
		{Line: 12, When: scenario.When{Later: 14 * 24 * time.Hour}, Action: scenario.Action{Kind: scenario.FromNowOn, Habit: "no-payment"}},
	}}
	for i := range s.Steps {
		if s.Steps[i].Text == "" {
			t.Errorf("step %d has no text", i)
		}
		s.Steps[i].Text = ""
	}
	if len(s.Lines) != 8 || s.Lines[1] != "day 1 10:15     someone clicks ana's link" {
		t.Errorf("lines = %q", s.Lines)
	}
	s.Lines = nil
	if again := s.Numbered("-2"); again.Steps[1].Order != "BR-1-2" || s.Steps[1].Order != "BR-1" || again.Steps[0].Order != "" {
		t.Errorf("played once more: %+v", again.Steps)
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"ana", "test"}, s.Links()); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

// TestParseRefuses gives one wrong line each; every error names it.
func TestParseRefuses(t *testing.T) {
	const buys = "day 2 10:00  someone buys BR-1 for 10.00 through ana's link\n"
	for text, want := range map[string]string{
		"":                                       "line 1: the story begins with its title",
		"Title only\n\n" + buys:                  "line 1: the story begins with its title",
		head:                                     "nothing happens in the story",
		head + "day 1 10:00":                     "line 4: two spaces belong",
		head + "noon  someone clicks ana's link": `line 4: "noon" is not a time`,
		head + "day 0 10:00  someone clicks ana's link":                                                                   "line 4: there is no",
		head + "day 1 24:00  someone clicks ana's link":                                                                   "line 4: there is no",
		head + "2 days later  someone clicks ana's link":                                                                  "line 4: the first step says on which day",
		head + "  someone clicks ana's link":                                                                              "line 4: the first step says on which day",
		head + buys + "0 days later  someone clicks ana's link":                                                           "line 5: \"0 days later\" is no time that passes",
		head + buys + "day 1 10:00  someone clicks ana's link":                                                            "line 5: day 1 is before the step above",
		head + buys + "2 days later  someone clicks ana's link\nday 3 09:00  someone clicks ana's link":                   "line 6: day 3 is before",
		head + buys + "on lock day  CJ locks what is due\nday 99 10:00  CJ pays what is locked":                           "line 6: after lock day",
		head + buys + "\n  ana is happy":                                                                                  `line 6: "ana is happy" is not understood`,
		head + buys + "  someone buys BR-1 for 10.00 through ana's link":                                                  "line 5: BR-1 has been bought already",
		head + buys + "  all of BR-2 comes back":                                                                          "line 5: nobody has bought BR-2 yet",
		head + buys + "  all of BR-1 comes back, because of the weather":                                                  "line 5: \"of the weather\" is no reason",
		head + buys + "  1 mug-02 of BR-1 comes back":                                                                     "line 5: BR-1 has no 1 mug-02",
		head + buys + "  0 mug-02 of BR-1 comes back":                                                                     "line 5: \"0\" pieces can't be",
		head + buys + "  the brand accepts BR-1":                                                                          "line 5: BR-1 locks by itself",
		head + buys + "  from now on CJ is closed":                                                                        "line 5: \"CJ is closed\" is nothing",
		head + buys + "  the shop reports BR-1 again as BR-1":                                                             "line 5: BR-1 has been bought already",
		head + "day 1 10:00  someone buys BR-1 for 10.00 through ana's link, with love":                                   "line 4: \"with love\" is not understood after a sale",
		head + "day 1 10:00  someone buys BR-1 for 10 through ana's link":                                                 "is not understood",
		head + "day 1 10:00  someone buys BR-1 for 10.00 through no link, not reported, reported as 5.00":                 "can't be reported as another amount",
		head + "day 1 10:00  someone buys BR-1 for 10.00 through ana's link, not reported\n  the shop reports BR-1 again": "line 5: the shop hasn't reported",
		head + "day 1 10:00  CJ books BR-1 for 10.00 through ana's link\n  the shop reports BR-1 again":                   "line 5: the shop hasn't reported",
		head + "day 1 10:00  CJ reports BR-1 for 10.00 through ana's link, and books nothing\n  all of BR-1 comes back":   "line 5: CJ has not booked BR-1",
		head + strings.Repeat("x", 20_001):                                                                                "20,000 at most",
	} {
		want = strings.ReplaceAll(want, "20,000", "20000")
		if _, err := scenario.Parse("try", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.120q\n got %v\nwant %q", text, err, want)
		}
	}
}

// TestTheREADMEIsTrue reads every sentence that the README lists.
func TestTheREADMEIsTrue(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(text), "Sentences,")
	var tried []string
	for _, quoted := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(list, -1) {
		sentence := strings.Join(strings.Fields(quoted[1]), " ")
		if !regexp.MustCompile(`^(someone (clicks|buys)|the shop|the brand|CJ (books|reports|takes|gives)|from now on|40\.00 of|all of BR-1 comes|1 mug-02 of)`).MatchString(sentence) {
			continue
		}
		tried = append(tried, sentence)
		before := "day 1 10:00  someone buys BR-1: 2 mug-02 at 24.00 through ana's link, made to order\n"
		if strings.HasPrefix(sentence, "someone buys") || strings.HasPrefix(sentence, "CJ books") || strings.HasPrefix(sentence, "CJ reports") {
			before = "day 1 10:00  someone clicks ana's link\n"
		}
		if _, err := scenario.Parse("readme", head+before+"  "+sentence); err != nil {
			t.Errorf("%s: %v", sentence, err)
		}
	}
	if len(tried) < 18 || !slices.Contains(tried, "CJ takes a bonus of 5.00 back") {
		t.Errorf("the README lists only %d sentences: %q", len(tried), tried)
	}
}

func FuzzParse(f *testing.F) {
	all, err := scenario.All()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range all {
		text, err := os.ReadFile(s.Name + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add(head + "day 1 10:15\tsomeone clicks ana's link\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := scenario.Parse("fuzz", text)
		if err != nil {
			if !strings.Contains(err.Error(), "line ") && !strings.Contains(err.Error(), "characters") && !strings.Contains(err.Error(), "nothing happens") {
				t.Fatalf("an error that names no line: %v", err)
			}
			return
		}
		if len(s.Steps) == 0 || s.Steps[0].When.Day < 1 {
			t.Fatalf("%q was taken: %+v", text, s)
		}
		for _, step := range s.Steps {
			if step.Kind == "" || step.Line < 4 {
				t.Fatalf("%q has the step %+v", text, step)
			}
		}
	})
}
