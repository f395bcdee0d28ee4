package desktop

import (
	"context"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
)

func TestScenariosArePlayed(t *testing.T) {
	a := openApp(t, t.TempDir())
	stories := got(a.Practice.Scenarios())(t)
	if len(stories) < 12 {
		t.Fatalf("%d stories", len(stories))
	}
	for _, s := range stories {
		if s.Title == "" || len(s.Lines) < 3 || !strings.Contains(strings.Join(s.Lines, "\n"), "day ") {
			t.Errorf("story %+v", s)
		}
	}
	if f := failed(t, second(a.Practice.Play("a-part-comes-back"))); f.Code != affiliate.Conflict || !strings.Contains(f.Hint, "Add an offer") {
		t.Errorf("without a link: %+v", f)
	}
	sale(t, a) // has a member, a link and a conversion
	if f := failed(t, second(a.Practice.Play("a-fairy-tale"))); f.Code != affiliate.NotFound {
		t.Errorf("no such story: %+v", f)
	}
	before := len(got(a.Conversions.List(ConversionFilter{}))(t).Rows)
	for _, name := range []string{"a-part-comes-back", "a-test-purchase", "a-part-comes-back"} {
		got(a.Practice.Play(name))(t)
	}
	must(t, a.Sync(context.Background()))
	rows := got(a.Conversions.List(ConversionFilter{}))(t).Rows
	var said []string
	tests := 0
	for _, row := range rows {
		said = append(said, row.OrderID+" "+row.Sale.Text)
		if row.Test {
			tests++
		}
	}
	all := strings.Join(said, ", ")
	if len(rows) != before+4 || tests != 1 || !strings.Contains(all, "BR-1101 80.00") || !strings.Contains(all, "BR-1101-2 80.00") || !strings.Contains(all, "TEST-1 10.00") {
		t.Errorf("%d conversions before, %d tests, now %s", before, tests, all)
	}
}
