package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"linkledger/app/desktop"
	"linkledger/internal/sandbox"
)

func (j *journey) addOffer(context.Context) (err error) {
	options, err := j.app.Offers.Options()
	if err != nil {
		return err
	}
	if j.before, err = j.app.Reports.SalesTracking(desktop.Period{}); err != nil {
		return err
	}
	destination := options.Destinations[0]
	j.offer, err = j.app.Offers.Save(desktop.OfferForm{
		Name: "Autumn throws", Description: "First ambassador offer of the autumn.", ConversionType: "sale",
		PayoutOption: "cps", PayoutPercent: "8", Protocol: "server_postback_tid", OfferURL: destination.Value,
		UTMs: []desktop.Pair{{Label: "utm_source", Value: "ambassador"}, {Label: "utm_medium", Value: "affiliate"}, {Label: "utm_campaign", Value: "autumn"}},
	})
	if err != nil {
		return err
	}
	j.note("Offer Name: %s, payout %s", j.offer.Row.Name, j.offer.Row.Payout)
	j.note("Conversion Tracking: Server Postback w/ Transaction ID")
	j.note("Offer URL: %s", j.offer.Destination)
	return nil
}

func (j *journey) addMember(context.Context) (err error) {
	j.member, err = j.app.Members.Save(desktop.MemberForm{Name: "Ines Carvalho", Email: "ines@carvalho.example", Handle: "@inescarvalho",
		Group: "Interiors", Payee: "ines@carvalho.example"})
	if err != nil {
		return err
	}
	j.note("%s, group %s; the relay and CJ know only the id %s", j.member.Name, j.member.Group, j.member.ID)
	return nil
}

func (j *journey) generateLink(ctx context.Context) error {
	made, err := j.app.Links.GenerateAll(desktop.LinkBulkForm{OfferIDs: []string{j.offer.Row.ID}, Who: "members", MemberIDs: []string{j.member.ID}})
	if err != nil {
		return err
	}
	err = await(ctx, func() (bool, error) {
		made, err = j.app.Links.GenerateState(made.ID)
		return made.State != "running", err
	})
	if err != nil {
		return err
	}
	if len(made.Rows) != 1 {
		return fmt.Errorf("one link was asked for, and %d were made: %s", len(made.Rows), made.Error)
	}
	j.link = made.Rows[0]
	j.note("%s", j.link.URL)
	// With the relay away the link waits in the outbox; the click will tell.
	if err := j.app.Sync(ctx); err != nil {
		j.note("not at the relay yet: %s", lines(err.Error()))
	}
	return nil
}

func (j *journey) click(ctx context.Context) (err error) {
	j.visit, err = j.shopper.Click(ctx, j.link.URL)
	for i, hop := range j.visit.Hops {
		j.note("hop %d: %d %s", i+1, hop.Status, hop.URL)
	}
	if err != nil {
		return fmt.Errorf("the click did not get through: %w. Check that the relay runs and the link is live", err)
	}
	if err := j.world.FlushClicks(ctx); err != nil {
		return err
	}
	if err := j.app.Sync(ctx); err != nil {
		// CJ's own troubles are a later step's; clicks come from the relay.
		j.note("sync: %s", lines(err.Error()))
	}
	rows, err := j.app.Links.List(desktop.LinkFilter{MemberID: j.member.ID})
	if err != nil {
		return err
	}
	if rows[0].Clicks != 1 {
		return fmt.Errorf("the relay redirected the shopper but counted no click (%d rejected): a prefetch, a cache or a bot filter stood in for the person. Such a click is kept with its reason and earns nothing", rows[0].Rejected)
	}
	for _, hop := range j.visit.Hops {
		if at, err := url.Parse(hop.URL); err == nil && at.Query().Get("sid") != "" {
			j.clickID = at.Query().Get("sid")
		}
	}
	j.note("click id %s, counted once", j.clickID)
	return nil
}

func (j *journey) land(context.Context) error {
	query := j.visit.Landing.Query()
	j.note("%s", j.visit.Landing)
	if query.Get("cjevent") == "" {
		return errors.New("the landing page came without cjevent: a redirect of the brand's site drops the query string, so CJ can't credit the sale. Let the site pass the query on")
	}
	j.note("cjevent %s", query.Get("cjevent"))
	for _, utm := range []string{"utm_source", "utm_medium", "utm_campaign"} {
		if query.Get(utm) == "" {
			return fmt.Errorf("%s did not arrive on the landing page", utm)
		}
		j.note("%s %s", utm, query.Get(utm))
	}
	return nil
}

func (j *journey) buy(ctx context.Context) (err error) {
	j.orderID, err = j.shopper.Buy(ctx, j.visit.Landing, j.visit.Page, 1)
	if err != nil {
		return err
	}
	for _, order := range j.world.Sandbox.Orders() {
		if order.ID == j.orderID {
			j.sale = order.Amount.Text()
			j.note("order %s of %s", order.ID, order.Amount)
		}
	}
	return nil
}

func (j *journey) seeCommission(context.Context) error {
	for _, c := range j.world.Sandbox.Commissions() {
		if c.OrderID != j.orderID {
			continue
		}
		j.note("commission %s: %s on %s, status %s, locks %s", c.CommissionID, c.Commission, c.Sale, c.Status, c.LockingDate.Format("2006-01-02"))
		if c.SID != j.clickID {
			return fmt.Errorf("CJ has another shopper id (%q) than our click id (%q), so nobody can be credited. Check the sid of the CJ link", c.SID, j.clickID)
		}
		j.note("shopper id is our click id")
		return nil
	}
	for _, order := range j.world.Sandbox.Orders() {
		if order.ID == j.orderID && order.CJEvent == "" {
			return errors.New("CJ has no commission: the shop kept no cje cookie, so its call to CJ names no click. The brand's site must set the cookie on every landing page")
		}
	}
	return errors.New("CJ has no commission: the shop never called CJ after the order. The brand's server-to-server integration is off")
}

func (j *journey) seePostback(ctx context.Context) error {
	if err := j.world.AwaitPostbacks(ctx); err != nil {
		return err
	}
	for _, d := range j.world.Sandbox.Deliveries() {
		if d.OrderID != j.orderID {
			continue
		}
		if d.State == sandbox.DeliveryNeverSent {
			return errors.New("CJ never sent the postback. Ask the CJ account manager whether the offer's postback URL is placed")
		}
		last := d.Attempts[len(d.Attempts)-1]
		j.note("%s", last.URL)
		j.note("the relay said %d %s", last.Status, lines(last.Reply))
		if d.State != sandbox.DeliveryDone {
			return fmt.Errorf("the relay refused the postback: %s", lines(last.Reply))
		}
		at, err := url.Parse(last.URL)
		if err != nil {
			return err
		}
		if amount := at.Query().Get("amount"); amount != j.sale {
			return fmt.Errorf("the postback says %s and the order was %s: it is in another unit. Ask CJ to send major units, such as %s", amount, j.sale, j.sale)
		}
		return nil
	}
	return errors.New("CJ knows of no postback for the order")
}

func (j *journey) sync(ctx context.Context) error {
	if err := j.app.Sync(ctx); err != nil {
		return fmt.Errorf("the sync failed: %s", lines(err.Error()))
	}
	row, err := j.conversion()
	if err != nil {
		return err
	}
	j.note("conversion %s: sale %s, network commission %s, payout %s %s", row.ID, row.Sale.Text, row.NetworkCommission.Text, row.Payout.Text, row.Sale.Currency)
	if row.CJStatus == "" {
		return errors.New("the postback is here but CJ's own row is not")
	}
	j.note("our status %s, CJ's %s", row.Status, row.CJStatus)
	return nil
}

// conversion is the sale as this computer keeps it.
func (j *journey) conversion() (desktop.ConversionRow, error) {
	page, err := j.app.Conversions.List(desktop.ConversionFilter{MemberID: j.member.ID})
	if err != nil {
		return desktop.ConversionRow{}, err
	}
	for _, row := range page.Rows {
		if strings.EqualFold(row.ClickID, j.clickID) {
			return row, nil
		}
	}
	return desktop.ConversionRow{}, errors.New("no conversion of the click is on this computer")
}
