package store_test

import (
	"context"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// Conversions go by members' names as the list of members does.
func TestConversionsByMember(t *testing.T) {
	s, ctx := open(t), context.Background()
	names := map[affiliate.MemberID]string{"a": "Zoë", "b": "Ömer", "c": "ana"}
	for id, name := range names {
		if err := fold(t, s, entry(t, "e-"+string(id), affiliate.NounMember, string(id), affiliate.Member{Name: name, Status: affiliate.Active})); err != nil {
			t.Fatal(err)
		}
	}
	err := with(t, s, func(tx *store.Tx) error {
		for _, m := range []affiliate.MemberID{"a", "", "b", "c"} {
			err := tx.PutConversion(ctx, affiliate.Conversion{ID: affiliate.ConversionID("sale of " + m), MemberID: m, Status: affiliate.StatusPending,
				Sale: money.New(100, "USD"), Commission: money.New(10, "USD"), SaleDay: "2026-11-22", ReportedAt: noon})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for descending, want := range map[bool]string{false: ",ana,Ömer,Zoë", true: "Zoë,Ömer,ana,"} {
		list, total, err := s.Conversions(ctx, store.ConversionFilter{Sort: "member", Descending: descending, From: "2026-11-01", Limit: 10})
		if err != nil || total != 4 || len(list) != 4 {
			t.Fatalf("%d of %d, %v", len(list), total, err)
		}
		got := names[list[0].MemberID]
		for _, c := range list[1:] {
			got += "," + names[c.MemberID]
		}
		if got != want {
			t.Errorf("descending %v: %s, not %s", descending, got, want)
		}
		page, _, err := s.Conversions(ctx, store.ConversionFilter{Sort: "member", Descending: descending, Offset: 2, Limit: 1})
		if err != nil || len(page) != 1 || page[0].ID != list[2].ID {
			t.Errorf("the third is %+v, %v", page, err)
		}
	}
}
