package ingest

import (
	"context"
	"errors"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// A relay that was brought back from a copy has lost the end of its log, and
// says so by a new epoch. Every device gives it back what it has of that end,
// and then takes over the log as it stands now: the same entries, some at
// other places, and those of other devices.

// noteRepublish is set while the relay may lack public rows of what is folded.
const noteRepublish = "republish"

// owes reports whether the relay waits for this device.
func owes(w relayapi.Workspace) bool {
	return slices.ContainsFunc(w.WaitingFor, func(d relayapi.Device) bool { return d.ID == w.Device.ID })
}

// repair brings a restored relay and this device together, and tells where
// both stand then. Each step may be done again after a crash: the relay knows
// what it has, and this device keeps the old epoch until it has folded all.
func (s *Syncer) repair(ctx context.Context, w relayapi.Workspace, last int64) (relayapi.Workspace, int64, error) {
	if s.Repairing != nil {
		s.Repairing()
	}
	if err := s.Store.Note(ctx, noteRepublish, w.Epoch); err != nil {
		return w, last, err
	}
	if frozen, err := s.Store.Noted(ctx, NoteFrozen); err != nil {
		return w, last, err
	} else if frozen != "" { // neither of the two copies need have what was paid after both
		if err := s.Store.Note(ctx, NoteGap, w.Epoch); err != nil {
			return w, last, err
		}
	}
	common, err := s.common(ctx, w, last)
	if err == nil {
		err = s.giveBack(ctx, w.Epoch, common)
	}
	var problem relayapi.Problem
	if errors.As(err, &problem) && problem.Code == relayapi.CodeNothingLost {
		err = nil // it has all of it back, so its log stands
	}
	if err != nil {
		return w, last, err
	}
	tail, err := s.tail(ctx, w.Epoch, common)
	if err != nil {
		return w, last, err
	}
	if err := s.refolding(ctx, w.Epoch, common, tail); err != nil {
		return w, last, err
	}
	if w, err = s.Relay.Workspace(ctx); err != nil {
		return w, last, err
	}
	_, last, err = s.Store.LastFolded(ctx)
	return w, last, err
}

// common is the place up to which the relay's log and this device's are the
// same. It compares from the start on: behind the first difference some places
// may agree again, by chance or since claims are given back before the others,
// so that a binary search could miss it.
func (s *Syncer) common(ctx context.Context, w relayapi.Workspace, last int64) (int64, error) {
	last = min(last, w.Head)
	for after := int64(0); after < last; {
		page, err := s.page(ctx, w.Epoch, after)
		if err != nil {
			return 0, err
		}
		own, err := s.Store.Entries(ctx, after, len(page.Entries))
		if err != nil {
			return 0, err
		}
		if len(page.Entries) == 0 || len(own) == 0 {
			return after, nil
		}
		for i := range min(len(own), len(page.Entries)) {
			if own[i].ID != page.Entries[i].ID {
				return after, nil
			}
			after++
		}
		if s.Progress != nil {
			s.Progress(after, last)
		}
	}
	return last, nil
}

func (s *Syncer) page(ctx context.Context, epoch string, after int64) (relayapi.Page, error) {
	page, err := s.Relay.Pull(ctx, after, pageSize)
	if err == nil && page.Epoch != epoch {
		err = errRestoredMeanwhile
	}
	return page, err
}

// tail is the relay's log after a place.
func (s *Syncer) tail(ctx context.Context, epoch string, after int64) (tail []affiliate.Entry, err error) {
	for {
		page, err := s.page(ctx, epoch, after)
		if err != nil {
			return nil, err
		}
		tail = append(tail, unwire(page.Entries)...)
		after += int64(len(page.Entries))
		switch {
		case after >= page.Head:
			return tail, nil
		case len(page.Entries) == 0:
			return nil, endsEarly(after, page.Head)
		}
	}
}

// giveBack uploads what this device has after a place: claims first, so that
// nothing is paid twice, then the others in their old order, then the codes of
// links.
func (s *Syncer) giveBack(ctx context.Context, epoch string, after int64) error {
	claim := func(e affiliate.Entry) bool { return e.Kind == relayapi.KindClaim }
	for _, wanted := range []func(affiliate.Entry) bool{claim, func(e affiliate.Entry) bool { return !claim(e) }} {
		if err := s.giveEntries(ctx, epoch, after, wanted); err != nil {
			return err
		}
	}
	for number := int64(0); ; {
		codes, err := s.Store.Codes(ctx, number, pageSize)
		if err != nil {
			return err
		}
		part := relayapi.RecoveryPart{Epoch: epoch, Entries: []relayapi.Entry{}, Codes: []relayapi.LinkCode{}, Complete: len(codes) < pageSize}
		for _, c := range codes {
			part.Codes = append(part.Codes, relayapi.LinkCode{Number: c.Number, Code: c.Code})
			number = c.Number
		}
		result, err := s.giveCodes(ctx, part)
		if err != nil {
			return err
		}
		if part.Complete {
			return s.noteWaiting(ctx, result.WaitingFor)
		}
	}
}

// giveCodes leaves a code out that another link has by now, so that it does not
// keep back all the others for good.
func (s *Syncer) giveCodes(ctx context.Context, part relayapi.RecoveryPart) (relayapi.RecoveryResult, error) {
	result, err := s.Relay.Recover(ctx, part)
	var problem relayapi.Problem
	if n := len(part.Codes); n > 0 && errors.As(err, &problem) && problem.Code == relayapi.CodeCodeTaken {
		first, rest := part, part
		first.Complete, first.Codes, rest.Codes = false, part.Codes[:n/2], part.Codes[n/2:]
		if n == 1 {
			rest.Codes = []relayapi.LinkCode{}
			if s.Log != nil {
				s.Log("the restored relay has given the code " + part.Codes[0].Code + " to another link, so it was not given back: " + problem.Error())
			}
		} else if result, err = s.giveCodes(ctx, first); err != nil {
			return result, err
		}
		return s.giveCodes(ctx, rest)
	}
	return result, err
}

// recoveryBytes bounds the bodies of a request: a slow line takes a while for
// them. The relay takes 8 MiB.
const recoveryBytes = 512 << 10

func (s *Syncer) giveEntries(ctx context.Context, epoch string, after int64, wanted func(affiliate.Entry) bool) error {
	part := relayapi.RecoveryPart{Epoch: epoch, Entries: []relayapi.Entry{}, Codes: []relayapi.LinkCode{}}
	size := 0
	send := func() error {
		if len(part.Entries) == 0 {
			return nil
		}
		_, err := s.Relay.Recover(ctx, part)
		part.Entries, size = part.Entries[:0], 0
		return err
	}
	for {
		own, err := s.Store.Entries(ctx, after, pageSize)
		if err != nil {
			return err
		}
		for _, e := range own {
			after = e.Seq
			if !wanted(e) {
				continue
			}
			if size += len(e.Body); len(part.Entries) == pageSize || size > recoveryBytes {
				if err := send(); err != nil {
					return err
				}
				size = len(e.Body)
			}
			part.Entries = append(part.Entries, wire(e))
		}
		if len(own) < pageSize {
			return send()
		}
	}
}

// noteWaiting keeps which devices a restored relay waits for.
func (s *Syncer) noteWaiting(ctx context.Context, devices []relayapi.Device) error {
	names := make([]string, 0, len(devices))
	for _, d := range devices {
		names = append(names, d.Name)
	}
	text := strings.Join(names, "\n")
	if noted, err := s.Store.Noted(ctx, NoteWaiting); err != nil || noted == text {
		return err
	}
	return s.Store.Note(ctx, NoteWaiting, text)
}
