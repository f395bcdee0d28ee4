package desktop

import (
	"context"
	"testing"
	"time"

	"linkledger/internal/practice"
)

// TestStatusMovesAreHereAfterOneRefresh: CJ moves a row without telling, months
// after it was posted, and one refresh brings it, through CJ's API as it is.
func TestStatusMovesAreHereAfterOneRefresh(t *testing.T) {
	a := openApp(t, t.TempDir())
	_, _, link := sale(t, a)
	buy(t, a, link.URL) // a second, which is not extended
	world := got(a.World())(t)
	rows := got(a.Conversions.List(ConversionFilter{}))(t).Rows
	if len(rows) != 2 {
		t.Fatalf("%d sales", len(rows))
	}
	extended, other := rows[0].OrderID, rows[1].OrderID
	is := func(moment string, want map[string]string) {
		t.Helper()
		got(a.CJ.Refresh())(t)
		for _, row := range got(a.Conversions.List(ConversionFilter{}))(t).Rows {
			if row.CJStatus != want[row.OrderID] {
				t.Errorf("%s: order %s is %q at CJ, want %q", moment, row.OrderID, row.CJStatus, want[row.OrderID])
			}
		}
	}
	is("at first", map[string]string{extended: "new", other: "new"})
	must(t, world.Sandbox.ExtendOrder(extended))
	is("extended", map[string]string{extended: "extended", other: "new"})
	must(t, world.Wind(practice.ToLock))
	is("at the lock", map[string]string{extended: "extended", other: "locked"})
	must(t, world.Wind(practice.ToLock))
	is("at the later lock", map[string]string{extended: "locked", other: closedBy(world)})
	posted := world.Sandbox.Commissions()[0].PostingDate
	if old := world.Clock.Now().Sub(posted); old < 31*24*time.Hour {
		t.Errorf("the rows are only %s old, so a sweep of postings would do", old)
	}
	must(t, world.Wind(practice.ToPayday))
	is("when CJ pays", map[string]string{extended: "closed", other: "closed"})
	must(t, a.Sync(context.Background()))
}

// closedBy is the status of a row that locked first: CJ closes it on a payday,
// which may lie between the two locks.
func closedBy(world *practice.World) string {
	status := "locked"
	for _, c := range world.Sandbox.Commissions() {
		if string(c.Status) == "closed" {
			status = "closed"
		}
	}
	return status
}
