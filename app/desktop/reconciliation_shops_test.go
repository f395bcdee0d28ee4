package desktop

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/reconcile"
	"linkledger/internal/store"
)

// Two shops number their orders alike: an order is compared with the one of its
// own shop, and is no duplicate of the other's.
func TestShopsThatNumberAlike(t *testing.T) {
	a := openApp(t, t.TempDir())
	orders, _ := mixed(t, a)
	path := filepath.Join(t.TempDir(), "orders.csv")
	a.options.OpenTable = func() (string, error) { return path, nil }
	read := func(shop string, more int64) OrderImportView {
		t.Helper()
		text := shopHead
		for _, o := range orders {
			text += shopLine(o, o.ID, money.New(o.Amount.Minor+more, o.Amount.Currency), "")
		}
		must(t, os.WriteFile(path, []byte(text), 0o600))
		table := got(a.Reconciliation.OpenOrders())(t)
		if len(table.Shops) == 0 || !strings.HasPrefix(table.Shops[0], "127.0.0.1:") {
			t.Errorf("the shops are %v", table.Shops)
		}
		if shop == "offered" {
			shop = "http://" + table.Shops[0] + "/sale"
		}
		return got(a.Reconciliation.ImportOrders(TableForm{ID: table.ID, Mapping: table.Mapping, DayForm: table.DayForm, Currency: "USD", Shop: shop}))(t)
	}
	cases := func() map[string]int {
		t.Helper()
		count := map[string]int{}
		for bucket, orders := range bucketsOf(t, a, reconciled(t, a)) {
			count[bucket] = len(orders)
		}
		return count
	}
	outlet := read("Outlet", 1) // the only one, whatever it is called
	if found, want := cases(), map[string]int{"amount": 5, "test": 1}; !maps.Equal(found, want) {
		t.Errorf("one shop: %v", found)
	}
	first := read("offered", 0)
	if !strings.HasPrefix(first.Shop, "127.0.0.1:") || outlet.Shop != "Outlet" {
		t.Errorf("%+v", first)
	}
	if found, want := cases(), map[string]int{"matched": 5, "test": 1, "shop_only": 6}; !maps.Equal(found, want) {
		t.Errorf("two shops: %v", found)
	}
	if list := got(a.Reconciliation.Imports())(t); list[0].Shop != first.Shop || list[1].Shop != "Outlet" {
		t.Errorf("%+v", list)
	}
	if table := got(a.Reconciliation.OpenOrders())(t); table.Shop != "http://"+first.Shop+"/sale" && table.Shop != first.Shop || !slices.Contains(table.Shops, "Outlet") {
		t.Errorf("%+v", table)
	}
	got(a.Reconciliation.RemoveImport(first.ID))(t)
	read("Pop-up", 2) // now nothing says which of the two is the offers'
	run := reconciled(t, a)
	for _, c := range got(a.Reconciliation.Cases(CaseFilter{RunID: run.ID, Bucket: "cj_only"}))(t).Rows {
		if !strings.Contains(c.Why, "Orders of Outlet and Pop-up have its number") || !strings.Contains(c.Why, "50 %") {
			t.Errorf("%+v", c)
		}
		_, err := a.Reconciliation.Decide(CaseDecision{RunID: run.ID, Keys: []string{c.Key}, Outcome: "cancel"})
		if f := failed(t, err); f.Fields["outcome"] == "" {
			t.Errorf("%+v", f)
		}
	}
	if found := bucketsOf(t, a, run); len(found["cj_only"]) != 5 || len(found["shop_only"]) < 10 {
		t.Errorf("two shops that nobody knows: %v", found)
	}
	table := got(a.Reconciliation.OpenOrders())(t)
	_, err := a.Reconciliation.ImportOrders(TableForm{ID: table.ID, Mapping: table.Mapping, DayForm: "ymd", Shop: strings.Repeat("x", 61)})
	if f := failed(t, err); f.Fields["shop"] == "" {
		t.Errorf("%+v", f)
	}
}

// Whose shop a sale is of is told by where its offer leads, else by the brand
// that CJ names, and is never guessed.
func TestWhoseShopASaleIsOf(t *testing.T) {
	offers := []affiliate.Offer{{ID: "one", OfferURL: "https://www.anrdoezrs.net/click-1-2?url=https%3A%2F%2Fwww.One.example%2Fsale&sid={click_id}"},
		{ID: "two", OfferURL: "https://two.example/"}, {ID: "ad", OfferURL: "https://www.anrdoezrs.net/click-1-3"}}
	action := func(offer affiliate.OfferID, brand, name string) store.CJAction {
		return store.CJAction{Conversion: affiliate.Conversion{OfferID: offer, AdvertiserID: brand}, Rows: []affiliate.CommissionRow{{AdvertiserID: brand, AdvertiserName: name}}}
	}
	actions := []store.CJAction{action("one", "11", "Brand One"), action("two", "22", "Brand Two"), action("ad", "33", "Brand  Three")}
	for files, want := range map[string]string{
		"":                        "one: two: ad: 11:",
		"Outlet":                  "one: two: ad: 11:",
		"one.example":             "one:one.example two:two.example ad: 11:one.example",
		"one.example,two.example": "one:one.example two:two.example ad: 11:one.example",
		"one.example,Outlet":      "one:one.example two: ad: 11:one.example",
		"one.example,":            "one:one.example two: ad: 11:one.example",
		"one.example,brand three": "one:one.example two:two.example ad:brand three 11:one.example",
		"22,one.example":          "one:one.example two:22 ad: 11:one.example",
		"Outlet,Pop-up":           "one: two: ad: 11:",
	} {
		var imports []affiliate.OrderImport
		for shop := range strings.SplitSeq(files, ",") {
			imports = append(imports, affiliate.OrderImport{Shop: shop})
		}
		s := newShops(imports, offers, actions)
		found := "one:" + s.of("one", "") + " two:" + s.of("two", "22") + " ad:" + s.of("ad", "33") + " 11:" + s.of("", "11")
		if found != want {
			t.Errorf("files of %q: %s, want %s", files, found, want)
		}
	}
}

// CJ's file is one brand's: that of the sales that are in it.
func TestFilesAreOfTheSalesOwnBrand(t *testing.T) {
	a := openApp(t, t.TempDir())
	s := got(a.session())(t)
	account := func(brand string, all ...string) (string, error) {
		var list []reconcile.Correction
		for _, one := range append(all, brand) {
			list = append(list, reconcile.Correction{Row: reconcile.Row{Side: reconcile.CJ, Advertiser: one}})
		}
		found, err := accountOfBrands(got(s.store.AdvertiserAccounts(t.Context()))(t), []string{"11", "22"}, list)
		return found.CompanyID + "/" + found.SubscriptionID, err
	}
	_, err := account("22")
	if err == nil || !strings.Contains(err.Error(), "22") {
		t.Errorf("%v", err)
	}
	for _, one := range []AdvertiserAccount{{CompanyID: "11", SubscriptionID: "1"}, {CompanyID: "22", SubscriptionID: "2"}} {
		got(a.Reconciliation.SaveAccount(one))(t)
	}
	for range 2 {
		for brand, want := range map[string]string{"11": "11/1", "22": "22/2"} {
			if found, err := account(brand); found != want || err != nil {
				t.Errorf("%s: %s, %v", brand, found, err)
			}
		}
		if both, err := account("11", "22"); both != "22/2" || err != nil { // that was entered last
			t.Errorf("both: %s, %v", both, err)
		}
		must(t, a.Sync(t.Context()))
	}
	if _, err := account("33"); err == nil {
		t.Error("a brand without numbers has a file")
	}
}
