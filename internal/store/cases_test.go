package store_test

import (
	"context"
	"testing"

	"linkledger/internal/affiliate"
)

// The account of all brands stands beside those of each.
func TestAdvertiserAccounts(t *testing.T) {
	s, ctx := open(t), context.Background()
	set := func(key, id string) affiliate.Entry {
		return entry(t, "e-"+key, affiliate.NounSetting, key, map[string]string{"cid": id})
	}
	err := fold(t, s, set(affiliate.SettingAdvertiser, "1"), set(affiliate.SettingAdvertiserPrefix+"22", "22"), set(affiliate.SettingWorkspace, "no"))
	if err != nil {
		t.Fatal(err)
	}
	enqueue(t, s, "b", set(affiliate.SettingAdvertiserPrefix+"33", "33"))
	accounts, err := s.AdvertiserAccounts(ctx)
	if err != nil || len(accounts) != 3 {
		t.Errorf("%v, %v", accounts, err)
	}
	for _, id := range []string{"", "22", "33"} {
		if _, has := accounts[id]; !has {
			t.Errorf("nothing of %q in %v", id, accounts)
		}
	}
}
