"""The loop over candidates of one kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias, cast

import numba
import numpy as np
from numba.extending import overload
from numpy.typing import NDArray

from pia.checksums import (
    china,
    europe,
    forms,
    germany,
    iban,
    india,
    korea,
    luhn,
    nations,
    network,
    phone,
    verhoeff,
    weighted,
)
from pia.checksums.compiling import Bytes

Places: TypeAlias = NDArray[np.int64]
Verdicts: TypeAlias = NDArray[np.int8]
Test: TypeAlias = Callable[[Bytes, int, int], int]
DatedTest: TypeAlias = Callable[[Bytes, int, int, int], int]
_Loop: TypeAlias = Callable[[Bytes, Places, Places, Verdicts, int], int]

_TESTS: dict[str, Test] = {
    "china.resident_id": china.resident_id,
    "china.resident_id_15": china.old_resident_id,
    "china.mobile": china.mobile,
    "china.credit_code": china.credit_code,
    "china.credit_code_of_digits": china.digital_credit_code,
    "china.bank_card": luhn.payment_card,
    "devices.iccid": luhn.payment_card,
    "devices.imei": luhn.payment_card,
    "nationals.br_cpf_written": nations.brazilian_person,
    "nationals.ch_ssn": nations.swiss_insured,
    "nationals.ch_ssn_written": nations.swiss_insured,
    "nationals.cl_rut": nations.chilean_role,
    "nationals.cl_rut_written": nations.chilean_role,
    "nationals.fr_nir": nations.french_registration,
    "nationals.fr_nir_written": nations.french_registration,
    "nationals.hr_oib": weighted.croatian_id,
    "nationals.nl_bsn": weighted.dutch_citizen,
    "nationals.pt_cc": nations.portuguese_card,
    "nationals.pt_nif": weighted.portuguese_tax,
    "phone.local": phone.local,
    "presidio.AuMedicareRecognizer": weighted.australian_medicare,
    "presidio.AuTfnRecognizer": weighted.australian_tax_file,
    "presidio.CaSinRecognizer": luhn.social_insurance_number,
    "presidio.CreditCardRecognizer": luhn.payment_card,
    "presidio.InAadhaarRecognizer": verhoeff.aadhaar,
    "presidio.InVehicleRegistrationRecognizer": india.vehicle,
    "presidio.IpRecognizer": network.ip_address,
    "presidio.KrDriverLicenseRecognizer": korea.driver_license,
    "presidio.KrFrnRecognizer": korea.foreigner,
    "presidio.KrRrnRecognizer": korea.resident,
    "presidio.MacAddressRecognizer": network.mac_address,
    "presidio.MedicalLicenseRecognizer": weighted.dea,
    "presidio.NgNinRecognizer": verhoeff.nigerian_id,
    "presidio.PhTinRecognizer": weighted.philippine_tax,
    "presidio.ThTninRecognizer": weighted.thai_national_id,
    "presidio.UsNpiRecognizer": luhn.national_provider,
    "presidio.UsSsnRecognizer": forms.social_security,
    "presidio.DeHealthInsuranceRecognizer": germany.health_insurance,
    "presidio.DeIdCardRecognizer": germany.identity_card,
    "presidio.DeLanrRecognizer": weighted.german_doctor,
    "presidio.DePassportRecognizer": germany.passport,
    "presidio.DeSocialSecurityRecognizer": germany.pension_insurance,
    "presidio.DeTaxIdRecognizer": germany.tax_id,
    "presidio.EsNieRecognizer": europe.spanish_foreigner,
    "presidio.EsNifRecognizer": europe.spanish_tax,
    "presidio.FiPersonalIdentityCodeRecognizer": europe.finnish_identity,
    "presidio.IbanRecognizer": iban.iban,
    "presidio.ItFiscalCodeRecognizer": europe.italian_fiscal,
    "presidio.NhsRecognizer": weighted.nhs,
    "presidio.PlPeselRecognizer": weighted.pesel,
    "presidio.SePersonnummerRecognizer": luhn.personnummer,
    "presidio.TrLicensePlateRecognizer": forms.turkish_plate,
    "presidio.TrNationalIdRecognizer": europe.turkish_identity,
    "presidio.UkDrivingLicenceRecognizer": europe.british_driver,
    "presidio.UkVehicleRegistrationRecognizer": forms.british_plate,
    "presidio.ZaDriverLicenseRecognizer": forms.south_african_driver,
    "presidio.ZaIncomeTaxNumberRecognizer": forms.south_african_tax,
    "presidio.ZaLicensePlateRecognizer": forms.south_african_plate,
    "presidio.ZaPassportRecognizer": forms.south_african_passport,
}
_DATED_TESTS: dict[str, DatedTest] = {
    "presidio.ZaIdNumberRecognizer": luhn.south_african_id,
    "presidio.ZaTrafficRegisterNumberRecognizer": forms.south_african_register,
}
_NAMES = (*_TESTS, *_DATED_TESTS)

KINDS: Mapping[str, int] = MappingProxyType({name: kind for kind, name in enumerate(_NAMES)})
"""Name of a recognizer -> kind, for the recognizers whose test there is in compiled form; the same in one run only."""


def verify(kind: int, data: Bytes, starts: Places, ends: Places, verdicts: Verdicts) -> None:
    """Fill in the verdicts on candidates of one kind; the GIL is free meanwhile.

    The loop over a kind is compiled when it is first asked for (about half a second) and cached on disk.

    Args:
        kind: One of `KINDS`.
        data: ASCII bytes.
        starts: First byte of each candidate.
        ends: One past its last byte.
        verdicts: One for each candidate: `FAILED`, `PASSED` or `UNDECIDED`.
    """
    today = date.today()
    text = data.view()
    text.flags.writeable = False
    _loop(kind)(text, starts, ends, verdicts, today.year * 10_000 + today.month * 100 + today.day)


@cache
def _loop(kind: int) -> _Loop:
    """The compiled loop of one kind, from numba's cache where it is there and fresh.

    Numba keeps a cache as long as this file does not change. Its key holds the kind and the stamp, so that it neither
    serves another kind nor outlives a change of the files with the tests.
    """
    stamp = max(path.stat().st_mtime_ns for path in Path(__file__).parent.glob("*.py"))

    @numba.njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
    def loop(data: Bytes, starts: Places, ends: Places, verdicts: Verdicts, today: int) -> int:
        for index in range(len(starts)):
            verdicts[index] = _verdict(kind, data, starts[index], ends[index], today)
        return stamp

    return cast(_Loop, loop)


def _verdict(kind: int, data: Bytes, start: int, end: int, today: int) -> int:
    """What the test of a kind says of one candidate."""
    name = _NAMES[kind]
    if name in _DATED_TESTS:
        return _DATED_TESTS[name](data, start, end, today)
    return _TESTS[name](data, start, end)


@overload(_verdict, prefer_literal=True)  # type: ignore[untyped-decorator]
def _compiled_verdict(kind: Any, data: Any, start: Any, end: Any, today: Any) -> Callable[..., int] | None:
    """`_verdict` for compiled code: given the types, yields the code for the one kind, which is a constant there."""
    if not isinstance(kind, numba.types.IntegerLiteral):
        return None
    name = _NAMES[kind.literal_value]
    return _dated_verdict(_DATED_TESTS[name]) if name in _DATED_TESTS else _undated_verdict(_TESTS[name])


def _undated_verdict(test: Test) -> Callable[..., int]:
    def verdict(kind: Any, data: Any, start: Any, end: Any, today: Any) -> int:
        return test(data, start, end)

    return verdict


def _dated_verdict(test: DatedTest) -> Callable[..., int]:
    def verdict(kind: Any, data: Any, start: Any, end: Any, today: Any) -> int:
        return test(data, start, end, today)

    return verdict
