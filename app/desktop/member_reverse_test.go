package desktop

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
)

// What somebody else has taken since an import is not given back, and whoever
// has a link by then, for tests too, stays.
func TestUndoOfAnImportTakesFromNobody(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	must(t, a.Sync(ctx))
	ana := got(a.Members.Save(MemberForm{Name: "Ana", Email: "ana@member.example", PromoCodes: []string{"ANA10", "ANA20"}, PIDs: []string{"100812345"}}))(t)
	eva := got(a.Members.Save(MemberForm{Name: "Eva", Email: "eva@member.example"}))(t)
	ben := got(a.Members.Save(MemberForm{Name: "Ben"}))(t)
	v := planned(t, a, "Name,E-mail,Promo codes,PIDs,Test member\nAna,ana@member.example,ANA30,100812346,\nEva,eva@member.example,,,yes\nTess,tess@member.example,,,yes\nChi,chi@member.example,,,\n")
	done := imported(t, a, v.ID)
	if done.New != 2 || done.Changes != 2 {
		t.Fatalf("imported %+v, %q", done, importRows(t, a, v.ID))
	}
	form := ben.form()
	form.PromoCodes, form.PIDs = []string{"ANA10"}, []string{"100812345"}
	got(a.Members.Save(form))(t)
	for _, link := range linksOf(t, a, offer.Row.ID, false, named(t, a, "Tess").ID, eva.ID) {
		if !link.Test {
			t.Fatalf("a test member's link is %+v", link)
		}
	}

	back := got(a.Undo.Do(done.Undo))(t)
	want := []Pair{{Label: "Ana", Value: "ANA10 is Ben's promo code now, so it was not given back."}, {Label: "Ana", Value: "100812345 is Ben's PID now, so it was not given back."},
		{Label: "Eva", Value: "Has links or sales by now, so whether they are a test member stays."}, {Label: "Tess", Value: "Has links or sales by now. Archive them instead."}}
	if diff := cmp.Diff(want, back.Left); diff != "" || back.Changed != 2 {
		t.Errorf("%d undone, left %s", back.Changed, diff)
	}
	if now := named(t, a, "Ana"); now.ID != ana.ID || !cmp.Equal(now.PromoCodes, []string{"ANA20"}) || len(now.PIDs) != 0 {
		t.Errorf("Ana is %+v", now)
	}
	if now := named(t, a, "Ben"); !cmp.Equal(now.PromoCodes, []string{"ANA10"}) {
		t.Errorf("Ben is %+v", now)
	}
	if list := got(a.Members.List())(t); len(list) != 4 || !named(t, a, "Tess").Test || !named(t, a, "Eva").Test {
		t.Errorf("members %+v", list)
	}
}

// An import that is cancelled on its way leaves nothing of itself.
func TestCancelledImport(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	s := got(a.session())(t)
	var file strings.Builder
	file.WriteString("Name,E-mail,Group\n")
	for i := range 500 {
		fmt.Fprintf(&file, "Member %d,m%d@member.example,Runners\n", i, i)
	}
	preview, plan, err := s.memberPlans.finished(planned(t, a, file.String()).ID)
	must(t, err)
	waits := got(s.store.Pending(ctx))(t)

	id, cancelled := make(chan string, 1), make(chan error, 1)
	run := s.imports.start(s, preview.asked, func(ctx context.Context, progress func(done, total int)) (memberTurn, error) {
		own := <-id
		return s.importMembers(ctx, preview.asked, plan, func(done, total int) {
			if progress(done, total); done == 300 {
				cancelled <- a.Members.CancelImport(own)
			}
		})
	})
	id <- run.id
	<-run.ended
	must(t, <-cancelled)
	if v := got(a.Members.ImportDone(run.id))(t); v.State != runCancelled || v.Undo != "" || v.Done != 300 {
		t.Errorf("the import is %+v", v)
	}
	options := got(a.Members.Options())(t)
	if n := got(s.store.Pending(ctx))(t); n != waits || options.Members != 0 || len(options.Groups) != 0 || len(got(a.Members.PastImports())(t)) != 0 {
		t.Errorf("%d entries wait, %d did; %+v", n, waits, options)
	}
	if done := imported(t, a, preview.id); done.State != runDone || done.New != 500 {
		t.Errorf("the same preview afterwards: %+v", done)
	}
}

// A test member is owed nothing, whatever a person wants to add.
func TestAdjustingATestMember(t *testing.T) {
	a := openApp(t, t.TempDir())
	tess := got(a.Members.Save(MemberForm{Name: "Tess", Test: true}))(t)
	for _, kind := range []string{affiliate.AdjustBonus, affiliate.AdjustCorrection} {
		_, err := a.Books.Adjust(AdjustmentForm{MemberID: tess.ID, Kind: kind, Amount: "5.00", Reason: "Well done"})
		if f := failed(t, err); f.Code != "invalid" || !strings.Contains(f.Message, "test member") || f.Hint == "" {
			t.Errorf("%s: %+v", kind, f)
		}
	}
	if rows := got(a.Books.Adjustments(tess.ID))(t); len(rows) != 0 {
		t.Errorf("written: %+v", rows)
	}
}
