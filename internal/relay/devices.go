package relay

import (
	"context"
	"fmt"
	"sync"
	"time"

	"linkledger/internal/relayapi"
)

// ListDevices implements the contract.
func (s server) ListDevices(ctx context.Context, _ relayapi.ListDevicesRequestObject) (relayapi.ListDevicesResponseObject, error) {
	devices, err := s.store.Devices(ctx, callerOf(ctx).workspace.ID)
	if err != nil {
		return nil, err
	}
	infos := relayapi.ListDevices200JSONResponse{}
	for _, d := range devices {
		info := relayapi.DeviceInfo{ID: d.ID, Name: d.Name, CreatedAt: d.Created, Revoked: !d.Revoked.IsZero()}
		if !d.Seen.IsZero() {
			info.LastSeenAt = &d.Seen
		}
		infos = append(infos, info)
	}
	return infos, nil
}

// RemoveDevice implements the contract.
func (s server) RemoveDevice(ctx context.Context, req relayapi.RemoveDeviceRequestObject) (relayapi.RemoveDeviceResponseObject, error) {
	who := callerOf(ctx)
	workspace := who.workspace.ID
	err := s.commitFor(ctx, who, func(tx Tx) error { return tx.RevokeDevice(workspace, req.ID, s.clock.Now()) })
	if err == nil {
		s.listeners.wake(workspace) // its wait must not end with new entries
	}
	return relayapi.RemoveDevice204Response{}, err
}

// commitFor commits a change of a device, unless it was shut out after its
// request was let in: a body may come slowly.
func (r *Relay) commitFor(ctx context.Context, who caller, do func(Tx) error) error {
	return r.committer.commit(ctx, func(tx Tx) error {
		if _, err := tx.DeviceByToken(who.device.TokenHash); err != nil {
			return shutOut(err)
		}
		return do(tx)
	})
}

// sightings remembers when devices were last noted, so that the store is told
// once an hour.
type sightings struct {
	mu   sync.Mutex
	seen map[string]time.Time // by workspace/device
}

const sightingEvery = time.Hour

// due reports whether a device was not noted in this hour, and takes it as
// noted: a store that fails is asked again in an hour.
func (s *sightings) due(d Device, hour time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen == nil {
		s.seen = map[string]time.Time{}
	}
	key := d.Workspace + "/" + d.ID
	if d.Seen.Equal(hour) || s.seen[key].Equal(hour) {
		return false
	}
	s.seen[key] = hour
	return true
}

// see notes that a device is there. Its request goes on whatever happens.
func (r *Relay) see(ctx context.Context, d Device) {
	hour := r.clock.Now().Truncate(sightingEvery)
	if !r.sightings.due(d, hour) {
		return
	}
	err := r.committer.commit(ctx, func(tx Tx) error { return tx.SeeDevice(d.Workspace, d.ID, hour) })
	if err != nil {
		r.log.Warn("a device's visit was not noted", "error", fmt.Errorf("see device: %w", err))
	}
}
