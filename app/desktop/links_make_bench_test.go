package desktop

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// BenchmarkLinksInBulk makes a link of five offers for each of 10,000 members,
// sends them to the relay, and looks for them.
func BenchmarkLinksInBulk(b *testing.B) {
	ctx := context.Background()
	for b.Loop() {
		a := openApp(b, b.TempDir())
		s := got(a.session())(b)
		form := offerForm(b, a)
		var offers []OfferDetail
		for i := range 5 {
			form.Name = fmt.Sprintf("Offer %d", i)
			offers = append(offers, got(a.Offers.Save(form))(b))
		}
		crowd(b, s, 10_000)
		must(b, a.Sync(ctx))

		begun := time.Now()
		run := generated(b, a, everybody(offers...))
		made := time.Since(begun)
		if run.State != runDone || run.Made != 50_000 {
			b.Fatalf("%+v", run)
		}
		begun = time.Now()
		must(b, a.Sync(ctx))
		live := time.Since(begun)
		if waiting := got(s.store.Links(ctx))(b); len(waiting) != 50_000 || !waiting[0].Synced || !waiting[49_999].Synced {
			b.Fatalf("%d links, not all of them are live", len(waiting))
		}
		fmt.Printf("figure links-in-bulk-50k %.2f s\n", made.Seconds())
		fmt.Printf("figure links-in-bulk-50k-live-after %.2f s\n", live.Seconds())
	}
}
