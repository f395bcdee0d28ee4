package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// recovered is an entry that a device gives back, with what is read of its
// body.
type recovered struct {
	relayapi.Entry
	claim      relayapi.ClaimBody
	conversion relayapi.ConversionBody
}

// maxCount is beyond any count of clicks of a link and day.
const maxCount = 1_000_000_000_000

// farthestBack bounds the numbers that a device may say it had on a relay that
// was lost, so that none can use up those that are still to be given out.
const farthestBack = affiliate.MaxLinkNumber / 2

// RecoverLog implements the contract. A device is trusted with what the relay
// wrote, too: a conversion releases no money, and click counts are only shown.
func (s server) RecoverLog(ctx context.Context, req relayapi.RecoverLogRequestObject) (relayapi.RecoverLogResponseObject, error) {
	part, who := *req.Body, callerOf(ctx)
	entries, err := checkRecovery(part, who.workspace)
	if err != nil {
		return nil, err
	}
	var result relayapi.RecoveryResult
	err = s.commitFor(ctx, who, func(tx Tx) error {
		epoch, head, err := tx.Head(who.workspace.ID)
		if err != nil {
			return err
		}
		if part.Epoch != epoch {
			return epochChanged()
		}
		if owing, err := tx.Owing(who.workspace.ID); err != nil {
			return err
		} else if len(owing) == 0 {
			return nothingLost()
		}
		result = relayapi.RecoveryResult{Head: head, Entries: make([]relayapi.Placed, 0, len(entries))}
		for _, e := range entries {
			placed, err := e.apply(tx, who.workspace.ID)
			if err != nil {
				return err
			}
			result.Head = max(result.Head, placed.Seq)
			result.Entries = append(result.Entries, placed)
		}
		for _, c := range part.Codes {
			if err := takeCodeBack(tx, Code{Host: who.workspace.host, Code: c.Code, Workspace: who.workspace.ID, Number: c.Number, Device: who.device.ID}); err != nil {
				return err
			}
		}
		if part.Complete {
			if err := tx.Settle(who.workspace.ID, who.device.ID); err != nil {
				return err
			}
		}
		owing, err := tx.Owing(who.workspace.ID)
		result.WaitingFor = namesOf(owing)
		return err
	})
	return relayapi.RecoverLog200JSONResponse(result), err
}

// nothingLost keeps a log from elsewhere out. While any device owes, others may
// give too: one whose answer was lost, or a new computer with the backup of one
// that is gone.
func nothingLost() problem {
	return refuse(http.StatusConflict, relayapi.CodeNothingLost,
		"The relay was not restored, or has everything back, so it takes no entries of an older log.", "Nothing was stored. Pull the log again, then push.")
}

// apply appends the entry unless the log has it, and puts what it says where
// the relay looks for it.
func (e recovered) apply(tx Tx, workspace string) (relayapi.Placed, error) {
	seq, err := tx.Placed(workspace, e.ID, e.Kind, e.Key)
	if e.Kind == relayapi.KindConversion && err == nil && seq == 0 {
		seq, err = tx.PlacedConversion(workspace, e.conversion.Report().Scope(), e.conversion.ID)
	}
	taken := false
	if err == nil && seq > 0 && e.Kind == relayapi.KindKey {
		// Another device may have changed the keys at the same place since. Both
		// stand, for each has sealed entries.
		seq, err = tx.Placed(workspace, e.ID, e.Kind, "")
		taken = seq == 0
	}
	if err != nil || seq > 0 {
		return relayapi.Placed{ID: e.ID, Seq: seq, Duplicate: true}, err
	}
	if taken {
		e.Key += "-" + e.ID
	}
	if seq, err = tx.Append(workspace, e.Entry); err != nil {
		return relayapi.Placed{}, err
	}
	switch {
	case e.Kind == relayapi.KindConversion:
		err = tx.PutConversions(workspace, seq, e.conversion)
	case e.Kind == relayapi.KindClaim && e.claim.Action == relayapi.Release:
		err = tx.Release(workspace, e.claim.PaymentID, e.claim.Keys)
	case e.Kind == relayapi.KindClaim:
		// It was granted once. Where two devices' tails came in another order
		// than the log they were part of, who came first here holds the key.
		err = tx.Claim(workspace, e.claim.PaymentID, e.claim.Keys)
	}
	return relayapi.Placed{ID: e.ID, Seq: seq}, err
}

// takeCodeBack gives a link number the code that it had, and lets no device
// have the number again.
func takeCodeBack(tx Tx, c Code) error {
	next, err := tx.TakeNumbers(c.Workspace, 0)
	if err != nil {
		return err
	}
	if c.Number >= next { // of a relay that went on from this copy before
		if c.Number > farthestBack {
			return invalid(fmt.Sprintf("Link number %d was never reserved on this relay.", c.Number), "Nothing was stored. Check that this is the relay of this workspace.")
		}
		if _, err := tx.TakeNumbers(c.Workspace, int(c.Number-next+1)); err != nil {
			return err
		}
	}
	const hint = "Nothing was stored. Leave this code out, and make a new link in its place."
	switch had, err := tx.Code(c.Workspace, c.Number); {
	case err == nil && had.Code == c.Code:
		return nil
	case err == nil:
		return codeTaken(fmt.Sprintf("Link number %d has another code than %q here.", c.Number, cut(c.Code, 40)), hint)
	case !errors.Is(err, ErrNotFound):
		return err
	}
	err = tx.PutCode(c)
	if errors.Is(err, ErrTaken) {
		return codeTaken(fmt.Sprintf("The code %q belongs to another link now.", cut(c.Code, 40)), hint)
	}
	return err
}

// checkRecovery checks all that can be told without the store.
func checkRecovery(part relayapi.RecoveryPart, w *workspace) ([]recovered, error) {
	for what, n := range map[string]int{"entries": len(part.Entries), "codes": len(part.Codes)} {
		if n > maxPushed {
			return nil, invalid(fmt.Sprintf("There are %d %s; a part has at most %d.", n, what, maxPushed), "Send them in parts.")
		}
	}
	entries := make([]recovered, len(part.Entries))
	for i, e := range part.Entries {
		entries[i].Entry = e
		if err := entries[i].check(w); err != nil {
			return nil, invalid(fmt.Sprintf("Entry %d of the part is refused: %s.", i+1, err), "Nothing was stored. Update the program.")
		}
	}
	for _, c := range part.Codes {
		if c.Number < 1 || c.Number > affiliate.MaxLinkNumber || !isBlockCode(c.Code) {
			return nil, invalid(fmt.Sprintf("The code %q of link number %d can't be one.", cut(c.Code, 40), c.Number), "Nothing was stored. Update the program.")
		}
	}
	return entries, nil
}

// check checks the envelope as a push does, and reads the bodies that the
// relay works with.
func (e *recovered) check(w *workspace) (err error) {
	own := e.Kind == relayapi.KindClicks || e.Kind == relayapi.KindConversion
	switch {
	case own != (e.Device == relayapi.RelayDevice) || own != (e.Actor == relayapi.RelayDevice):
		return errors.New("its device or actor does not go with its kind")
	case !idForm.MatchString(e.Device):
		return errors.New("its device is missing or has a wrong form")
	}
	written := relayapi.NewEntry{ID: e.ID, Kind: e.Kind, Schema: e.Schema, Actor: e.Actor, Time: e.Time, Key: e.Key, Body: e.Body}
	if err := checkEnvelope(written); err != nil {
		return err
	}
	switch e.Kind {
	case relayapi.KindClicks:
		return checkClicks(e.Body)
	case relayapi.KindConversion:
		if e.conversion, err = conversionOf(e.Body, w); err == nil && e.Key != e.conversion.ID {
			err = errors.New("its key is not the conversion's id")
		}
		return err
	case relayapi.KindClaim:
		e.claim, err = claimOf(e.Body)
		return err
	}
	return checkBody(written)
}

func checkClicks(body json.RawMessage) error {
	var c relayapi.ClicksBody
	if json.Unmarshal(body, &c) != nil {
		return errors.New("its body is no click counts")
	}
	sane := func(n int64) bool { return n >= -maxCount && n <= maxCount }
	for _, l := range c.Links {
		ok := l.Number >= 1 && l.Number <= affiliate.MaxLinkNumber && isDay(l.Day) && sane(l.Gross) && sane(l.Unique)
		for _, n := range l.Rejected {
			ok = ok && sane(n)
		}
		if !ok {
			return errors.New("a link's counts are wrong")
		}
	}
	for _, o := range c.Offers {
		if !idForm.MatchString(o.OfferID) || !isDay(o.Day) || !sane(o.Clicks) {
			return errors.New("an offer's counts are wrong")
		}
	}
	return nil
}

func conversionOf(body json.RawMessage, w *workspace) (c relayapi.ConversionBody, err error) {
	if json.Unmarshal(body, &c) != nil {
		return c, errors.New("its body is no conversion")
	}
	switch {
	case !idForm.MatchString(c.ID) || !idForm.MatchString(c.OfferID) || c.PostbackID == "":
		return c, errors.New("its conversion lacks its id, offer or postback")
	case c.State != relayapi.StateReported && c.State != relayapi.StateUnresolved:
		return c, errors.New("its conversion's state is not known")
	case c.ReceivedAt.IsZero():
		return c, errors.New("its conversion has no time")
	}
	for _, m := range []relayapi.Money{c.SaleAmount, c.Payout} {
		currency, err := money.ParseCurrency(m.Currency)
		if err != nil {
			return c, err
		}
		if !money.New(m.Minor, currency).Sane() {
			return c, errors.New("its conversion's amount is beyond any sale")
		}
	}
	if c.MemberID != "" && !idForm.MatchString(c.MemberID) || c.Via != "" && c.Via != affiliate.ViaBrowser {
		return c, errors.New("its conversion's partner id or way is not known")
	}
	if c.ClickID != "" {
		if _, parts, err := w.ClickKeys.Parse(c.ClickID); err != nil || parts.Link != c.LinkNumber {
			return c, errors.New("its conversion's click is not of this workspace")
		}
	}
	if c.ID != string(c.Report().ContentID(w.ID)) {
		return c, errors.New("its conversion's id is not of what it says")
	}
	return c, nil
}

func isDay(text string) bool {
	_, err := time.Parse(dayForm, text)
	return err == nil
}

// namesOf is how the contract speaks of devices.
func namesOf(devices []Device) []relayapi.Device {
	names := make([]relayapi.Device, 0, len(devices))
	for _, d := range devices {
		names = append(names, relayapi.Device{ID: d.ID, Name: d.Name})
	}
	return names
}
