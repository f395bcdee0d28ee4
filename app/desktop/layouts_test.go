package desktop

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A layout is the profile's: it survives a restart, and no other profile has it.
func TestLayoutIsKeptInTheProfile(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, dir)
	layout := TableLayout{Table: "members", Hidden: []string{"clicks"}, Shown: []string{"tags"}, Default: "v1",
		Views: []SavedView{{ID: "v1", Name: "  Paused ", Query: "sort=-clicks&status=paused", Hidden: []string{"clicks"}, Shown: []string{"tags"}}}}
	kept := got(a.Layouts.Keep(layout))(t)
	layout.Views[0].Name = "Paused"
	if diff := cmp.Diff(layout, kept); diff != "" {
		t.Error(diff)
	}
	practice := got(a.Workspace.State())(t).Profile.ID
	must(t, a.Close())

	b := openApp(t, dir)
	if diff := cmp.Diff(layout, got(b.Layouts.Read("members"))(t)); diff != "" {
		t.Error(diff)
	}
	if other := got(b.Layouts.Read("links"))(t); len(other.Hidden)+len(other.Views) != 0 || other.Table != "links" {
		t.Errorf("another table has %+v", other)
	}
	got(b.Workspace.CreateProfile("Another brand"))(t)
	if other := got(b.Layouts.Read("members"))(t); len(other.Views) != 0 {
		t.Errorf("another profile than %s has %+v", practice, other)
	}
}

func TestLayoutsThatCannotBeKept(t *testing.T) {
	a := openApp(t, t.TempDir())
	view := func(id, name, query string) SavedView { return SavedView{ID: id, Name: name, Query: query} }
	many := make([]SavedView, maxViews+1)
	for i := range many {
		many[i] = view(fmt.Sprintf("v%d", i), fmt.Sprintf("View %d", i), "")
	}
	for what, layout := range map[string]TableLayout{
		"no table":             {},
		"a path":               {Table: "../members"},
		"no name":              {Table: "members", Views: []SavedView{view("v1", "  ", "")}},
		"a long name":          {Table: "members", Views: []SavedView{view("v1", strings.Repeat("é", maxViewName+1), "")}},
		"a name twice":         {Table: "members", Views: []SavedView{view("v1", "Paused", ""), view("v2", "paused", "")}},
		"an id twice":          {Table: "members", Views: []SavedView{view("v1", "A", ""), view("v1", "B", "")}},
		"a broken query":       {Table: "members", Views: []SavedView{view("v1", "A", "a=%zz")}},
		"a long query":         {Table: "members", Views: []SavedView{view("v1", "A", strings.Repeat("a", maxViewQuery+1))}},
		"too many":             {Table: "members", Views: many},
		"a column that is not": {Table: "members", Hidden: []string{"<b>"}},
	} {
		before := got(a.Layouts.Read("members"))(t)
		if _, err := a.Layouts.Keep(layout); err == nil {
			t.Errorf("%s was kept", what)
		}
		if diff := cmp.Diff(before, got(a.Layouts.Read("members"))(t)); diff != "" {
			t.Errorf("%s: half kept: %s", what, diff)
		}
	}
	long := TableLayout{Table: "members", Views: []SavedView{view("v1", strings.Repeat("é", maxViewName), "")}, Default: "gone"}
	if kept := got(a.Layouts.Keep(long))(t); kept.Default != "" {
		t.Errorf("it opens with a view that there is not: %+v", kept)
	}
}

// One token, whatever it takes back: decisions and those that a filter left out.
func TestUndoByToken(t *testing.T) {
	a := openApp(t, t.TempDir())
	_, _, link := sale(t, a)
	buy(t, a, link.URL)
	rows := got(a.Conversions.List(ConversionFilter{}))(t).Rows
	before := statuses(t, a)
	held := got(a.Conversions.Decide(Decision{All: &ConversionFilter{}, Except: []string{rows[0].ID}, Status: "on_hold", Reason: "Ask the shop"}))(t)
	if held.Changed != 1 || strings.HasPrefix(statuses(t, a), "on_hold") {
		t.Fatalf("all except the first: %+v, %s", held, statuses(t, a))
	}
	undone := got(a.Undo.Do(held.Undo))(t)
	if undone.Changed != 1 || undone.Text != "1 conversion as before." || statuses(t, a) != before {
		t.Errorf("undone %+v: %s", undone, statuses(t, a))
	}
	if f := failed(t, onlyError(a.Undo.Do(held.Undo))); f.Code != "not_found" || f.Hint == "" {
		t.Errorf("undone twice: %+v", f)
	}
	if f := failed(t, onlyError(a.Undo.Do("no such token"))); f.Code != "not_found" {
		t.Errorf("no such token: %+v", f)
	}
}

// A list is sorted by the store, whole, not by the rows that a screen has.
func TestConversionsAreSortedAsAWhole(t *testing.T) {
	a := openApp(t, t.TempDir())
	_, _, link := sale(t, a)
	buy(t, a, link.URL)
	all := got(a.Conversions.List(ConversionFilter{}))(t)
	if all.Total < 2 {
		t.Fatalf("%d conversions", all.Total)
	}
	for _, sort := range []string{"day", "member", "order", "sale", "status", "locks", "", "order; DROP TABLE conversion"} {
		for _, descending := range []bool{false, true} {
			seen := map[string]bool{}
			orders := []string{}
			for offset := range all.Total {
				page := got(a.Conversions.List(ConversionFilter{Sort: sort, Descending: descending, Offset: offset, Limit: 1}))(t)
				seen[page.Rows[0].ID] = true
				orders = append(orders, page.Rows[0].OrderID)
			}
			if len(seen) != all.Total {
				t.Errorf("by %q: the pages have %d of %d conversions", sort, len(seen), all.Total)
			}
			if sort == "order" && (orders[0] < orders[len(orders)-1]) == descending {
				t.Errorf("by order, descending %v: %v", descending, orders)
			}
		}
	}
}
