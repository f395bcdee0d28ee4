package desktop

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Many members are changed alike, and taken back in one step; what was changed
// again since stays, and is said.
func TestEditManyMembers(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, dir)
	ana := got(a.Members.Save(MemberForm{Name: "Ana", Group: "Runners", Tags: []string{"Trail", "agency"}}))(t)
	ben := got(a.Members.Save(MemberForm{Name: "Ben"}))(t)
	chi := got(a.Members.Save(MemberForm{Name: "Chi", Tags: []string{"agency"}}))(t)
	edited := got(a.Members.Edit(MemberEdit{IDs: []string{ana.ID, ben.ID}, Status: "paused", SetGroup: true, Group: "Climbers", AddTags: []string{"TRAIL", "new"}, RemoveTags: []string{"Agency"}}))(t)
	if edited.Changed != 2 || edited.Undo == "" || edited.Text != "2 members changed." {
		t.Fatalf("edited %+v", edited)
	}
	now := named(t, a, "Ana")
	if now.Status != "paused" || now.Group != "Climbers" || !cmp.Equal(now.Tags, []string{"Trail", "new"}) || named(t, a, "Chi").Status != "active" {
		t.Errorf("Ana is %+v", now)
	}
	archived := got(a.Members.Edit(MemberEdit{IDs: []string{chi.ID}, Status: "archived"}))(t)
	if page := got(a.Members.Page(MemberQuery{Limit: 10}))(t); page.Total != 2 {
		t.Errorf("an archived member is still listed: %+v", page)
	}
	for _, status := range []string{"archived", "all"} {
		if page := got(a.Members.Page(MemberQuery{Status: status, Limit: 10}))(t); page.Rows[len(page.Rows)-1].Name != "Chi" {
			t.Errorf("%s: %+v", status, page)
		}
	}
	got(a.Members.SetStatus(ben.ID, "active"))(t)

	must(t, a.Close())
	a = openApp(t, dir)
	back := got(a.Undo.Do(edited.Undo))(t)
	if back.Changed != 2 || len(back.Left) != 1 || back.Left[0] != (Pair{Label: "Ben", Value: "Changed again since: status."}) {
		t.Errorf("undone %+v", back)
	}
	if now := named(t, a, "Ana"); now.Status != "active" || now.Group != "Runners" || !cmp.Equal(now.Tags, []string{"Trail", "agency"}) {
		t.Errorf("Ana is %+v", now)
	}
	if now := named(t, a, "Ben"); now.Status != "active" || now.Group != "" {
		t.Errorf("Ben is %+v", now)
	}
	got(a.Undo.Do(archived.Undo))(t)
	if page := got(a.Members.Page(MemberQuery{Limit: 10, Sort: "name", Descending: true}))(t); page.Total != 3 || page.Rows[0].Name != "Chi" {
		t.Errorf("all of them: %+v", page)
	}
	if again := got(a.Members.Edit(MemberEdit{IDs: []string{chi.ID}, Status: "active"}))(t); again.Changed != 0 || again.Undo != "" {
		t.Errorf("nothing to change: %+v", again)
	}
	for what, form := range map[string]MemberEdit{"nobody": {Status: "active"}, "a status": {IDs: []string{chi.ID}, Status: "gone"}, "a tag": {IDs: []string{chi.ID}, AddTags: []string{strings.Repeat("x", 41)}}} {
		if _, err := a.Members.Edit(form); failed(t, err).Code != "invalid" {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestMemberPageIsNarrowed(t *testing.T) {
	a := openApp(t, t.TempDir())
	got(a.Members.Save(MemberForm{Name: "Zoë", Group: "Runners", Tags: []string{"trail"}}))(t)
	got(a.Members.Save(MemberForm{Name: "Tess", Test: true}))(t)
	for _, c := range []struct {
		query MemberQuery
		want  string
	}{
		{MemberQuery{}, "Tess Zoë"}, {MemberQuery{Search: "zoe"}, "Zoë"}, {MemberQuery{Group: "runners"}, "Zoë"}, {MemberQuery{Group: "-"}, "Tess"}, {MemberQuery{Group: "nobody's"}, ""},
		{MemberQuery{Tag: "Trail"}, "Zoë"}, {MemberQuery{Test: "only"}, "Tess"}, {MemberQuery{Test: "without"}, "Zoë"}, {MemberQuery{Sort: "links", Descending: true, Offset: 1}, "Zoë"},
	} {
		c.query.Limit = 500
		var names []string
		for _, m := range got(a.Members.Page(c.query))(t).Rows {
			names = append(names, m.Name)
		}
		if strings.Join(names, " ") != c.want {
			t.Errorf("%+v shows %v", c.query, names)
		}
		if ids := got(a.Members.IDs(c.query))(t); len(ids) < len(names) {
			t.Errorf("%+v has the ids %v", c.query, ids)
		}
	}
	for field, query := range map[string]MemberQuery{"limit": {Limit: 501}, "status": {Limit: 1, Status: "x"}, "test": {Limit: 1, Test: "x"}} {
		if _, err := a.Members.Page(query); failed(t, err).Fields[field] == "" {
			t.Errorf("%+v: %v", query, err)
		}
	}
	options := got(a.Members.Options())(t)
	if diff := cmp.Diff(MemberOptions{Groups: []string{"Runners"}, Tags: []string{"trail"}, Members: 2}, options); diff != "" {
		t.Error(diff)
	}
}

// Whether a member is for tests is final once they have links.
func TestTestMember(t *testing.T) {
	a := openApp(t, t.TempDir())
	_, member, _ := sale(t, a)
	form := member.form()
	form.Test = true
	if _, err := a.Members.Save(form); failed(t, err).Fields["test"] == "" {
		t.Errorf("a member with links: %v", err)
	}
	tess := got(a.Members.Save(MemberForm{Name: "Tess", Test: true}))(t)
	form = tess.form()
	form.PromoCodes = []string{"TESS10"}
	if _, err := a.Members.Save(form); failed(t, err).Fields["promoCodes"] == "" {
		t.Errorf("a promo code: %v", err)
	}
	form.PromoCodes, form.Test = nil, false
	if now := got(a.Members.Save(form))(t); now.Test {
		t.Errorf("still for tests: %+v", now)
	}
}
