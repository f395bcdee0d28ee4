package desktop

import (
	"context"
	"fmt"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/reconcile"
)

// SaveAccount keeps a brand's own numbers at CJ. Those of other brands stay.
func (r *Reconciliation) SaveAccount(form AdvertiserAccount) (AdvertiserAccount, error) {
	return do(r.app, func(s *session) (AdvertiserAccount, error) {
		ctx := context.Background()
		account := affiliate.AdvertiserAccount{CompanyID: clean(form.CompanyID), EnterpriseID: clean(form.EnterpriseID), SubscriptionID: clean(form.SubscriptionID)}
		if err := account.Check(); err != nil {
			return form, err
		}
		accounts, err := s.store.AdvertiserAccounts(ctx)
		if err != nil {
			return form, err
		}
		drafts := []draft{change(affiliate.NounSetting, affiliate.SettingAdvertiser, account)}
		if before := accounts[""]; before.CompanyID != "" && before.CompanyID != account.CompanyID && accounts[before.CompanyID] != before {
			drafts = append(drafts, change(affiliate.NounSetting, affiliate.SettingAdvertiserPrefix+before.CompanyID, before))
		}
		if account.CompanyID != "" {
			drafts = append(drafts, change(affiliate.NounSetting, affiliate.SettingAdvertiserPrefix+account.CompanyID, account))
		}
		return AdvertiserAccount(account), s.commit(ctx, drafts...)
	})
}

// accountFor are the numbers of the brand that a file of corrections is for. CJ
// takes one brand's a file, and its company id is what CJ's rows call the
// advertiser. Where there is one brand, what was entered stands, whatever CJ's
// rows call it.
func (s *session) accountFor(ctx context.Context, list []reconcile.Correction) (affiliate.AdvertiserAccount, error) {
	accounts, err := s.store.AdvertiserAccounts(ctx)
	if err != nil {
		return affiliate.AdvertiserAccount{}, err
	}
	all, err := s.store.Advertisers(ctx)
	if err != nil {
		return affiliate.AdvertiserAccount{}, err
	}
	return accountOfBrands(accounts, all, list)
}

// accountOfBrands chooses the account of a file, of all that are known.
func accountOfBrands(accounts map[string]affiliate.AdvertiserAccount, all []string, list []reconcile.Correction) (affiliate.AdvertiserAccount, error) {
	account := accounts[""]
	if len(all) < 2 {
		for i := range list {
			list[i].Row.Advertiser = account.CompanyID
		}
		return account, complete(account, "")
	}
	brands := brandsOf(list)
	if len(brands) == 0 || slices.Contains(brands, account.CompanyID) {
		return account, complete(account, "")
	}
	for _, brand := range brands {
		if known := accounts[brand]; complete(known, brand) == nil {
			return known, nil
		}
	}
	return accounts[brands[0]], complete(accounts[brands[0]], brands[0])
}

// brandsOf are CJ's numbers of the brands whose sales can be corrected.
func brandsOf(list []reconcile.Correction) (brands []string) {
	for _, c := range list {
		if c.Refuse == "" && c.Row.Advertiser != "" && !slices.Contains(brands, c.Row.Advertiser) {
			brands = append(brands, c.Row.Advertiser)
		}
	}
	slices.Sort(brands)
	return brands
}

// complete tells what a file of corrections lacks of a brand's numbers.
func complete(account affiliate.AdvertiserAccount, brand string) error {
	if account.CompanyID != "" && account.SubscriptionID != "" {
		return nil
	}
	problem := &affiliate.Error{Code: affiliate.Invalid, Message: "CJ's file needs the brand's own numbers.",
		Hint:   "Enter them under “Export › The brand’s numbers at CJ”; CJ's integration team tells the subscription's.",
		Fields: map[string]string{"companyId": "Enter the brand's company id (CID) at CJ.", "subscriptionId": "Enter the subscription id of the data file."}}
	if brand != "" {
		problem.Message = fmt.Sprintf("CJ's file needs the own numbers of the brand with company id %s.", brand)
		problem.Fields["companyId"] = fmt.Sprintf("Enter %s, the brand whose sales these are.", brand)
	}
	return problem
}
