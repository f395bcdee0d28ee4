package desktop

import (
	"context"

	"linkledger/internal/affiliate"
)

// Devices says who works in the workspace, lets devices in and shuts them out.
type Devices struct{ app *App }

var errNoRelay = affiliate.Errorf(affiliate.Conflict, "No relay is connected yet.").WithHint("Connect a relay under Settings first.")

// connected is the session's connection: Conflict without one.
func (s *session) connected() (*connection, error) {
	if c := s.connection(); c != nil {
		return c, nil
	}
	return nil, errNoRelay
}

// Devices lists the workspace's devices.
func (d *Devices) Devices() (DevicesView, error) {
	return do(d.app, func(s *session) (DevicesView, error) { return s.devices(context.Background()) })
}

func (s *session) devices(ctx context.Context) (DevicesView, error) {
	v := DevicesView{Devices: []DeviceView{}, WaitingFor: []string{}}
	c, err := s.connected()
	if err != nil {
		return v, err
	}
	list, err := c.client.Devices(ctx)
	if err != nil {
		return v, err
	}
	for _, device := range list {
		row := DeviceView{ID: device.ID, Name: device.Name, This: device.ID == c.known.Device.ID,
			CreatedAt: viewTime(device.CreatedAt), Revoked: device.Revoked}
		if device.LastSeenAt != nil {
			row.LastSeenAt = viewTime(*device.LastSeenAt)
		}
		v.Devices = append(v.Devices, row)
	}
	v.WaitingFor, err = s.waitingFor(ctx)
	return v, err
}

// RemoveDevice shuts a device out for good and changes the workspace's keys,
// so that it can neither sync nor pay, nor read what is written from now on.
// What it had before stays readable to it.
func (d *Devices) RemoveDevice(id string) (DevicesView, error) {
	return do(d.app, func(s *session) (DevicesView, error) {
		ctx := context.Background()
		c, err := s.connected()
		if err != nil {
			return DevicesView{}, err
		}
		if id == c.known.Device.ID {
			return DevicesView{}, affiliate.Errorf(affiliate.Conflict, "This is the device you are working on.").
				WithHint("Remove it from another device of the workspace.")
		}
		// It is shut out first: that holds at once, whatever comes after.
		if err := c.client.RemoveDevice(ctx, id); err != nil {
			return DevicesView{}, err
		}
		if err := s.rotate(ctx, id, false); err != nil {
			s.removalsDone.Store(false)
			return DevicesView{}, &affiliate.Error{Code: affiliate.Unavailable, Message: "The device is shut out, but the workspace's keys could not be changed yet.",
				Hint: "They are changed by themselves at the next sync that works.", Cause: err}
		}
		s.app.changed()
		return s.devices(ctx)
	})
}
