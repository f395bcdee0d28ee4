package desktop

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"linkledger/internal/sheet"
)

// planned pastes a file and gives its preview.
func planned(t *testing.T, a *App, text string) MemberImport {
	t.Helper()
	table := got(a.Members.OpenPasted(text))(t)
	return previewed(t, a, table)
}

func previewed(t *testing.T, a *App, table TableView) MemberImport {
	t.Helper()
	v := got(a.Members.PlanImport(TableForm{ID: table.ID, Mapping: table.Mapping, DayForm: table.DayForm}))(t)
	s := got(a.session())(t)
	run := got(s.memberPlans.get(v.ID))(t)
	<-run.ended
	v = got(a.Members.ImportState(v.ID))(t)
	if v.State != runDone || v.Done != v.Total {
		t.Fatalf("the preview is %+v", v)
	}
	return v
}

// imported does what a preview says.
func imported(t *testing.T, a *App, id string) MemberImport {
	t.Helper()
	v := got(a.Members.Import(id))(t)
	s := got(a.session())(t)
	run := got(s.imports.get(v.ID))(t)
	<-run.ended
	return got(a.Members.ImportDone(v.ID))(t)
}

func importRows(t *testing.T, a *App, id string) (said []string) {
	t.Helper()
	for _, row := range got(a.Members.ImportRows(id, "", 0, 500))(t).Rows {
		said = append(said, strings.TrimSpace(fmt.Sprintf("%d %s %s %s", row.Line, row.What, row.Name, row.Detail)))
	}
	return said
}

func TestImportMembers(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, dir)
	ana := got(a.Members.Save(MemberForm{Name: "Ana", Email: "ana@member.example", Instagram: "ana.o", Group: "Runners", PromoCodes: []string{"ANA10"}, Payee: "pay@ana.example"}))(t)
	ben := got(a.Members.Save(MemberForm{Name: "Ben", TikTok: "ben.runs", Note: "as he is"}))(t)
	file := "Full name;Email;IG handle;TikTok;Project;Tags;Coupon code;PayPal;Shoe size\n" +
		"Ana Oliveira;ANA@member.example;;;Climbers;trail, agency;;;38\n" + // by e-mail
		";;;https://www.tiktok.com/@Ben.Runs;;;;;\n" + // by handle, nothing new
		"Chi;chi@member.example;@chi;;runners;;CHI10;chi@pay.example;\n" +
		";nobody@member.example;;;;;;;\n" + // no name
		"Dan;dan@;;;;;;;\n" + // no address
		"Eva;eva@member.example;;;;;ANA10;;\n" + // another's code
		"Chi again;CHI@member.example;;;;;;;\n" + // twice
		"Fay;fay@member.example;ana.o;;;;;;\n" + // another's handle, another address
		"'=1+1;gus@member.example;;;Climbers;;;;\n"
	v := planned(t, a, file)
	want := []string{"2 changes Ana Oliveira group, name, tags", "3 unchanged Ben", "4 new Chi", "5 problem nobody@member.example", "6 problem Dan E-mail: This is not an e-mail address.",
		"7 problem Eva Promo codes: ANA10 is Ana Oliveira's promo code. Take it off there first.", "8 problem Chi again Line 4 is about the same member. Keep one of the two lines.",
		"9 problem Fay, fay@member.example, ana.o", "10 new =1+1"}
	rows := importRows(t, a, v.ID)
	if v.New != 2 || v.Changes != 1 || v.Unchanged != 1 || v.Problems != 5 || !cmp.Equal(v.Groups, []string{"Climbers"}) || len(rows) != len(want) {
		t.Fatalf("%+v, %q", v, rows)
	}
	for i, row := range rows {
		if !strings.HasPrefix(row, strings.Fields(want[i])[0]+" "+strings.Fields(want[i])[1]) || i != 3 && i != 7 && row != want[i] {
			t.Errorf("row %q, not %q", row, want[i])
		}
	}
	if list := got(a.Members.List())(t); len(list) != 2 || list[0].Name != "Ana" {
		t.Fatalf("a preview changed %+v", list)
	}

	// The rows to correct are a file that says what is wrong, and has nothing else.
	left := got(a.Members.ExportProblems(v.ID))(t)
	raw := got(os.ReadFile(left.Path))(t)
	if text := string(raw); left.Rows != 5 || !strings.Contains(text, "6,E-mail: This is not an e-mail address.,Dan,dan@,") || strings.Contains(text, "Chi,") {
		t.Errorf("to correct: %s", text)
	}

	done := imported(t, a, v.ID)
	if done.State != runDone || done.Undo == "" || done.Text != "2 members added, 1 changed." {
		t.Fatalf("imported %+v", done)
	}
	chi := named(t, a, "Chi")
	if chi.Group != "Runners" || chi.Instagram != "chi" || !cmp.Equal(chi.PromoCodes, []string{"CHI10"}) || chi.Payee != "chi@pay.example" || chi.Status != "active" || chi.Synced {
		t.Errorf("Chi is %+v", chi)
	}
	if now := named(t, a, "Ana Oliveira"); now.ID != ana.ID || now.Group != "Climbers" || !cmp.Equal(now.Tags, []string{"trail", "agency"}) || now.Payee != "pay@ana.example" {
		t.Errorf("Ana is %+v", now)
	}
	if again := planned(t, a, file); again.New != 0 || again.Changes != 0 || again.Unchanged != 4 {
		t.Errorf("the same file again: %+v", again)
	}

	// One step back, also after a restart; what was edited since stays, and is said.
	edit := chi.form()
	edit.Note, edit.Was = "kept", &chi
	got(a.Members.Save(edit))(t)
	must(t, a.Close())
	a = openApp(t, dir)
	if past := got(a.Members.PastImports())(t); len(past) != 1 || past[0].Added != 2 || past[0].Changed != 1 || past[0].LeftOut != 5 || past[0].Undone {
		t.Fatalf("past imports %+v", past)
	}
	back := got(a.Undo.Do(done.Undo))(t)
	if back.Changed != 2 || len(back.Left) != 1 || back.Left[0].Label != "Chi" || !strings.Contains(back.Left[0].Value, "note") {
		t.Errorf("undone %+v", back)
	}
	list := got(a.Members.List())(t)
	if len(list) != 3 || !cmp.Equal(list[0], ana, cmpopts.IgnoreFields(MemberRow{}, "Synced", "Seen")) {
		t.Errorf("afterwards %+v, before %+v", list, ana)
	}
	if !cmp.Equal(named(t, a, "Ben"), ben, cmpopts.IgnoreFields(MemberRow{}, "Synced")) {
		t.Errorf("Ben became %+v", named(t, a, "Ben"))
	}
	_, err := a.Undo.Do(done.Undo)
	if f := failed(t, err); f.Code != "not_found" {
		t.Errorf("undone twice: %+v", f)
	}
	if past := got(a.Members.PastImports())(t); !past[0].Undone {
		t.Errorf("past imports %+v", past)
	}
}

func named(t *testing.T, a *App, name string) MemberRow {
	t.Helper()
	for _, m := range got(a.Members.List())(t) {
		if m.Name == name {
			return m
		}
	}
	t.Fatalf("there is no %s", name)
	return MemberRow{}
}

// What was exported can be imported again, and changes nothing.
func TestExportedMembersComeBack(t *testing.T) {
	a := openApp(t, t.TempDir())
	got(a.Members.Save(MemberForm{Name: "=Ana, \"the runner\"", Email: "ana@member.example", Handle: "@ana", Tags: []string{"+1", "trail"}, Note: "First line\nsecond; line", PromoCodes: []string{"A-1", "-B"}}))(t)
	got(a.Members.Save(MemberForm{Name: "זואי 👩‍👩‍👧 Zoë", Group: "-Climbers", PIDs: []string{"100812345"}}))(t)
	got(a.Members.Save(MemberForm{Name: "Tess", Test: true, TikTok: "tess"}))(t)
	file := got(a.Members.Export(MemberQuery{}, nil))(t)
	raw := got(os.ReadFile(file.Path))(t)
	for line := range strings.Lines(string(raw)) {
		if cell := strings.TrimLeft(line, "\ufeff\""); strings.ContainsAny(cell[:1], "=+-@") {
			t.Errorf("a spreadsheet obeys %q", line)
		}
	}
	if v := planned(t, a, string(raw)); file.Rows != 3 || v.Unchanged != 3 || v.Total != 3 {
		t.Errorf("%d rows; it would make %+v, %q", file.Rows, v, importRows(t, a, v.ID))
	}
	chosen := got(a.Members.Export(MemberQuery{}, []string{named(t, a, "Tess").ID}))(t)
	if chosen.Rows != 1 {
		t.Errorf("of one member %+v", chosen)
	}
}

// hostile are rows that people and programs put into files.
func hostile(random *rand.Rand, n int) string {
	cells := []string{"=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\u202eanA\u202c", "👩‍👩‍👧‍👦 family", "a\x00b", "O\"Neill", "\"", "\"\"\"", strings.Repeat("x", 5000), strings.Repeat("y", 40<<10),
		"'; DROP TABLE member; --", "{creator_name}", "%s%n", "\xff\xfe", "line\u2028break", "\x1b[31mred", "‏עברית", "../../etc/passwd", "\t", " ", "@SUM(A1)", "+1", "-2", "ana@member.example", "a@b.example\r\nBcc: x",
		"Zoë", "ﷺ", "1e400", "NaN", "null", "a;b", "a,b"}
	var text strings.Builder
	text.WriteString("Name,E-mail,Instagram,Other handle,Group,Tags,Note,Payee,Promo codes,Status,Test member\n")
	for i := range n {
		for column := range 11 {
			if column > 0 {
				text.WriteString([]string{",", ";"}[max(0, random.IntN(300)-298)])
			}
			cell := cells[random.IntN(len(cells))]
			if len(cell) > 1000 && random.IntN(50) > 0 {
				cell = "short"
			}
			switch {
			case column == 0 && random.IntN(3) > 0:
				cell = fmt.Sprint("Member ", i)
			case column == 1 && random.IntN(3) > 0:
				cell = fmt.Sprintf("m%d@member.example", i)
			case column > 1 && random.IntN(6) > 0:
				cell = ""
			}
			if random.IntN(20) > 0 {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			text.WriteString(cell)
		}
		text.WriteString("\n")
	}
	return text.String()
}

// Ten thousand hostile rows: each is imported as it is shown or told as a
// problem, nothing breaks out of its field, and all of it is taken back at once.
func TestHostileRows(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "hostile.csv")
	must(t, os.WriteFile(path, []byte(hostile(rand.New(rand.NewPCG(6, 6)), 10_000)), 0o600))
	a := openApp(t, dir)
	got(a.Members.Save(MemberForm{Name: "Bystander", Email: "by@member.example"}))(t)
	a.options.OpenTable = func() (string, error) { return path, nil }
	table := got(a.Members.OpenImport())(t)
	v := previewed(t, a, table)
	if v.New < 500 || v.Problems < 1000 || v.New+v.Changes+v.Unchanged+v.Problems != v.Total || v.Total != table.Rows {
		t.Fatalf("the preview is %+v of %d rows", v, table.Rows)
	}
	for _, row := range got(a.Members.ImportRows(v.ID, rowProblem, 0, 500))(t).Rows {
		if row.Line < 2 || len(row.Detail) < 10 {
			t.Fatalf("a problem is %+v", row)
		}
	}
	left := got(a.Members.ExportProblems(v.ID))(t)
	if left.Rows != v.Problems {
		t.Errorf("%d rows of %d are kept", left.Rows, v.Problems)
	}
	kept := got(sheet.Read(strings.NewReader(string(got(os.ReadFile(left.Path))(t)))))(t)
	for _, row := range kept.Rows {
		for _, cell := range row.Cells {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
				t.Fatalf("a spreadsheet obeys %q", cell)
			}
		}
	}
	done := imported(t, a, v.ID)
	if done.State != runDone || done.New != v.New {
		t.Fatalf("imported %+v", done)
	}
	list := got(a.Members.List())(t)
	if len(list) != v.New+1 {
		t.Errorf("%d members, not %d", len(list), v.New+1)
	}
	for _, m := range list {
		for _, text := range append([]string{m.Name, m.Email, m.Instagram, m.Handle, m.Group, m.Payee}, m.Tags...) {
			if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\x1b\r\n\u2028\u202e\u202c") {
				t.Fatalf("%q breaks out of its field: %+v", text, m)
			}
		}
	}
	back := got(a.Undo.Do(done.Undo))(t)
	if back.Changed != v.New+v.Changes || len(back.Left) != 0 || len(got(a.Members.List())(t)) != 1 {
		t.Errorf("undone %d of %d, left %v", back.Changed, v.New, back.Left)
	}
}

// An import that is cancelled, or whose members were changed meanwhile, does nothing.
func TestImportIsAllOrNothing(t *testing.T) {
	a := openApp(t, t.TempDir())
	ana := got(a.Members.Save(MemberForm{Name: "Ana", Email: "ana@member.example"}))(t)
	v := planned(t, a, "Name,E-mail\nAna O.,ana@member.example\nBen,ben@member.example\n")
	got(a.Members.Save(MemberForm{ID: ana.ID, Name: "Ana O.", Email: ana.Email}))(t)
	if done := imported(t, a, v.ID); done.State != runFailed || !strings.Contains(done.Error, "changed since the preview") || done.Hint == "" {
		t.Errorf("of an old preview %+v", done)
	}
	if list := got(a.Members.List())(t); len(list) != 1 {
		t.Errorf("half of it is in: %+v", list)
	}
	for text, want := range map[string]string{"": "Paste the rows", "Name\n": "no rows", "\x00\x01\x02" + strings.Repeat("\x00", 99): "not a text file"} {
		if _, err := a.Members.OpenPasted(text); err == nil || !strings.Contains(failed(t, err).Message, want) {
			t.Errorf("%q gives %v", text, err)
		}
	}
	table := got(a.Members.OpenPasted("Shoe size\n38\n"))(t)
	if _, err := a.Members.PlanImport(TableForm{ID: table.ID, Mapping: table.Mapping, DayForm: "ymd"}); failed(t, err).Fields["name"] == "" {
		t.Errorf("without names: %v", err)
	}
}

// A preview is done once, however often it is started, and again once that was
// undone; so is a file that was looked at twice.
func TestImportTwice(t *testing.T) {
	a := openApp(t, t.TempDir())
	var text strings.Builder
	text.WriteString("Name,E-mail,Group\n")
	const many = 300
	for i := range many {
		fmt.Fprintf(&text, "Member %d,m%d@member.example,Runners\n", i, i)
	}
	v, other := planned(t, a, text.String()), planned(t, a, text.String())
	s := got(a.session())(t)
	ended := func(v MemberImport) MemberImport {
		<-got(s.imports.get(v.ID))(t).ended
		return got(a.Members.ImportDone(v.ID))(t)
	}
	first, again, third := got(a.Members.Import(v.ID))(t), got(a.Members.Import(v.ID))(t), got(a.Members.Import(other.ID))(t)
	states := map[string]int{ended(first).State: 1}
	states[ended(third).State]++ // one of the two files came first
	if first.ID != again.ID || states[runDone] != 1 || states[runFailed] != 1 {
		t.Errorf("started as %s and %s, ended %v", first.ID, again.ID, states)
	}
	list, past := got(a.Members.List())(t), got(a.Members.PastImports())(t)
	if len(list) != many || len(past) != 1 {
		t.Fatalf("%d members by %d imports", len(list), len(past))
	}

	// A group that only the import used is not offered without it.
	groups := func() string {
		return fmt.Sprint(got(a.Members.Options())(t).Groups, len(got(a.Rules.Options())(t).Groups))
	}
	if got := groups(); got != "[Runners] 1" {
		t.Errorf("groups %s", got)
	}
	got(a.Undo.Do(past[0].ID))(t)
	if got := groups(); got != "[] 0" {
		t.Errorf("groups after the undo: %s", got)
	}
	if done := imported(t, a, planned(t, a, text.String()).ID); done.New != many || groups() != "[Runners] 1" {
		t.Errorf("after the undo %+v, %s", done, groups())
	}
}

// Undoing an import beside a device that gives a member a link keeps the member,
// whichever comes first, and says so.
func TestUndoImportBesideALink(t *testing.T) {
	ctx := t.Context()
	a, _, _ := workspace(t)
	offer := got(a.Offers.Save(OfferForm{Name: "Wool throw", ConversionType: "sale", PayoutOption: "cps", PayoutPercent: "10", Protocol: "server_postback_tid",
		OfferURL: "https://shop.example/?c={click_id}"}))(t)
	ben := imported(t, a, planned(t, a, "Name,E-mail,Promo codes,Group\nBen,ben@member.example,BEN10,Runners\n").ID)
	chi := imported(t, a, planned(t, a, "Name,E-mail\nChi,chi@member.example\n").ID)
	must(t, a.Sync(ctx))
	b := pair(t, a, "Office laptop")
	for name, undo := range map[string]string{"Ben": ben.Undo, "Chi": chi.Undo} {
		linksOf(t, b, offer.Row.ID, false, named(t, b, name).ID)
		if name == "Ben" {
			must(t, b.Sync(ctx))
		}
		if back := got(a.Undo.Do(undo))(t); back.Changed != 1 { // a has not heard of the link
			t.Fatalf("undone %+v", back)
		}
		meet(t, a, b)
		for device, app := range map[string]*App{"a": a, "b": b} {
			if m := named(t, app, name); m.Status != "active" || name == "Ben" && (m.Group != "Runners" || !cmp.Equal(m.PromoCodes, []string{"BEN10"})) {
				t.Errorf("%s has %+v", device, m)
			}
		}
		if told := fmt.Sprint(got(got(a.session())(t).store.Problems(ctx))(t)); !strings.Contains(told, name+" was ") {
			t.Errorf("of %s it says %s", name, told)
		}
	}
	if h := got(a.History.Of("member", named(t, a, "Chi").ID))(t)[0]; h.What != "Came back with a link" || len(h.Changes) > 0 {
		t.Errorf("the newest of Chi is %+v", h)
	}
}
