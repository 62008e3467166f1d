"""A crowd of invented people from many places, for measuring the finder; the same crowd each time.

Given names and stems of family names are common ones, put together by chance. None of the people exists.
"""

# ruff: noqa: E501

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    given: str
    family: str
    born: datetime.date
    phone: str


# How many of a hundred; given names; family names or their beginnings; endings of family names ("_" for none).
ORIGINS = (
    (18, "Ahmad Mohammad Mahmoud Mustafa Ali Hassan Hussein Omar Khaled Ibrahim Yousef Samir Bilal Tarek Walid Ziad Nizar Fadi Rami Basel Anas Amjad Wael Ghassan Munir Nabil Jihad Luay Hazem Ammar Marwan Rabih Fatima Aisha Maryam Layla Nour Rana Rasha Hiba Dima Lina Salma Zahra Hanan Iman Khadija Samar Abir Rim Nadia Wafa Suha Ghada Amal Rula Shahd Bushra Sawsan", "Ha Kha Sha Ma Na Sa Da Za Ra Ba Ja Gha Ta Wa", "ddad lil bbagh rwish ssar lidi mad qqa labi krawi zzawi thqal mmal shid bbani wahri rdini jjar nnawi kkar mmoud ydar fiz lousi dhmi rawi ttan ssoun rakat kour"),
    (5, "Abdulrahman Abdullah Abd al-Aziz Abdelkader Saad Faisal Majed Sultan Turki Fahd Nawaf Saleh Mansour Hamad Youssef Karim Rachid Said Noureddine Hicham Brahim Mehdi Zineb Khadija Fatiha Souad Naima Latifa Rachida Hafida Malika Samia", "Ben Bou El_ Ait_ Al-", "Amrani Tazi Idrissi Fassi Alaoui Benali Mansouri Zeroual Haddou Rahmani Slimani Cherif Belkacem Ziani Toumi Saidi Mekki Jabri Harbi Otaibi Qahtani Ghamdi Shehri Dosari Zahrani"),
    (11, "Mohammad Ali Reza Hossein Hassan Mehdi Amir Navid Farid Javad Hamid Saeed Masoud Behzad Farhad Kamran Siavash Omid Arash Zia Najib Wahid Zabihullah Esmatullah Gul Fatemeh Zahra Maryam Shirin Laleh Parisa Nasrin Mahnaz Roya Setareh Zohreh Leila Farzaneh Marzia Shabnam Freshta Palwasha Nilofar", "Kar Rah Naz Soltan Mor Az Am Hos Ahmad Sad Jaf Nour Hak Shar Bagh Gol Rost Farah Nik Khal Yous Qas Stan", "imi mani ari adi izi iri seini pour zadeh nejad eghi ian ullah yar ekzai khel ar far khah vand"),
    (13, "Olena Iryna Kateryna Yuliia Nataliia Svitlana Tetiana Oksana Liudmyla Halyna Viktoriia Anna Mariia Sofiia Daria Anastasiia Olha Valentyna Nadiia Larysa Oleksandr Serhii Andrii Volodymyr Mykola Dmytro Ihor Oleh Yurii Vasyl Petro Ivan Bohdan Taras Maksym Vitalii Yevhen Roman Pavlo Ruslan", "Kov Shev Bon Tka Kra Pet Mel Kuz Ly Pav Sav Mar Zakh Hon Cher Hryts Pol Rud Sym Vas Boi Did Khom Yur Lev Os Stets Panas Tymosh", "alenko chuk darenko chenko vchenko renko nyk menko senko lenko tynenko arenko charuk nets novych kivskyi iichuk yk tsiuk ak oiko"),
    (6, "Alexander Sergej Dmitri Andrej Alexej Michail Iwan Nikolai Wladimir Pawel Igor Oleg Viktor Juri Konstantin Anton Maxim Jelena Olga Natalja Swetlana Irina Tatjana Marina Julia Anna Jekaterina Ljudmila Galina Walentina Darja Polina Xenia Nadeschda", "Iwan Petr Smirn Kusnez Sokol Popow Lebed Kosl Nowik Moros Wolk Solow Wassil Saiz Pawl Semj Golub Winograd Bogdan Worob Fjodor Michail Belj", "ow owa ew ewa in ina jew jewa kin kina ski skaja"),
    (8, "Tesfay Yonas Filmon Dawit Mehari Kidane Bereket Haile Samuel Yohannes Merhawi Robel Natnael Henok Abel Tekle Mulugeta Berhane Isaias Goitom Amanuel Solomon Selam Semhar Saba Rahwa Hiwet Feven Luwam Miriam Helen Bethlehem Eden Senait Letebrhan Mihret Tsegereda Yordanos Rahel Abrehet", "Gebre Haile Tesfa Wolde Tekle Habte Kidane Berhe Zere Mehari Negash Abraha Weldu Ghirmay Tewelde Hagos Desta Fessehaye Kahsay Araya Asmelash Mengis", "_ medhin mariam selassie giorgis ab michael teab kristos zghi yohannes amlak sion"),
    (8, "Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim Murat Emre Yusuf Ömer Serkan Burak Kemal Cem Barış Azad Baran Rojhat Ciwan Fatma Ayşe Emine Hatice Zeynep Elif Meryem Özlem Gülşen Sevgi Büşra Rojda Berfin Zîn Dilan Hêvî Şilan", "Yıl Dem Şah Çel Kay Özt Ayd Arsl Doğ Kılı Asl Çet Kor Koç Öz Bay Er Tun Gü Ak Kara Yavuz Polat Güneş Ka", "dız ir in ik a ürk ın an ç kaya taş doğan oğlu soy demir er han lı cı bulut"),
    (3, "Thị_Anh Thị_Linh Thị_Hương Thanh_Thảo Thị_Lan Ngọc_Mai Thị_Hoa Thu_Hằng Thùy_Trang Bích_Ngọc Minh_Phương Hoài_Thu Văn_Minh Mạnh_Hùng Tiến_Dũng Anh_Tuấn Hoài_Nam Hoàng_Long Minh_Đức Thanh_Hải Đăng_Quang Thái_Sơn Quốc_Việt Gia_Khánh Thanh_Bình Quốc_Cường Thành_Trung Hồng_Phúc Trung_Hiếu Phú_Thịnh Khánh_Vy Diễm_My Thúy_Nga Kim_Chi Mỹ_Duyên Bảo_Châu", "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Trịnh Cao Lương Tạ Tô Hà Kiều Quách", "_"),
    (7, "Ivana Marija Jelena Ana Dragana Snežana Milica Jovana Katarina Lejla Amra Emina Aleksandar Nikola Marko Stefan Dragan Zoran Goran Miloš Nemanja Luka Edin Senad Mirza Adnan Besnik Arben Valon Shpresa", "Petr Jovan Nikol Mark Đorđ Koval Stank Pavl Rad Mil Ivan Hadž Mehmed Hodž Osman Vuk Babi Krasni Berish Gash", "ović ević ić čić ošević anović ski ja i enić"),
    (5, "Ana Maria Elena Ioana Mihaela Andreea Cristina Gabriela Ștefania Ion Andrei Alexandru Ștefan Mihai Gheorghe Florin Ionuț Vasile Nicolae Cosmin", "Pop Ion Rad Mun Dum Stan Sto Mold Ung Șerb Const Georg Mar Din Ene Căt Țăr", "escu a u ea ovan ureanu antin an oiu eanu ilă uță"),
    (5, "Katarzyna Małgorzata Agnieszka Joanna Anna Magdalena Ewa Barbara Krzysztof Tomasz Paweł Piotr Michał Wojciech Grzegorz Łukasz László István Zsuzsanna Katalin Erzsébet Ferenc Gábor", "Kowal Nowak Wiśniew Wójcik Kamiń Lewan Zieliń Szymań Woźni Dąbrow Kozł Jankow Mazur Krawcz Nagy Szab Kov Horv Tót Var", "ski ska czyk ak owski owska ek ó ács áth a ewicz"),
    (4, "Carlos José María Juan Ana Luis Carmen Javier Lucía Miguel Rosa Pedro Alejandro Isabel Fernando Guadalupe Francisco Manuel", "García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Torres Flores Rivera Gómez Díaz Vargas Rojas Quispe Mamani", "_Mendoza _Castillo _Ortiz _Silva _Núñez _Romero _Ríos _Vega _Chávez _Guzmán _Salazar _Medina"),
    (4, "Anna Lena Sabine Petra Monika Ursula Katharina Johanna Greta Jürgen Wolfgang Klaus Thomas Stefan Michael Andreas Matthias Günther Jörg Björn", "Müll Schm Schn Fisch Web Mey Wagn Beck Hoffm Schäf Koch Bau Richt Kle Wol Schröd Neum Schwar Zimmerm Brau Krüg Hofm Hartm Lang Wern Köhl", "er idt eider ann in ert el ke ing ner"),
    (3, "Abdirahman Mohamed Abdi Hassan Ahmed Yusuf Ali Omar Ayaan Hodan Faduma Halima Ifrah Sahra Amadou Mamadou Ousmane Ibrahima Aissatou Fatoumata Kofi Chidi Ngozi Emeka", "Wars Cig Farax Nuur Jaam Guul Dirie Sam Dial Trao Kei Cond Sow Bar Camar Okaf Adey Mens", "ame e ah o a lo ré ta or emi iye"),
)  # fmt: skip


def crowd(number: int, *, seed: int = 1) -> Iterator[Made]:
    """So many people, one after the other; one in five has a second given name or a second family name."""
    chance = random.Random(seed)
    shares = [origin[0] for origin in ORIGINS]
    parts = [tuple(text.split() for text in origin[1:]) for origin in ORIGINS]
    for position in range(number):
        givens, beginnings, endings = chance.choices(parts, shares)[0]
        given = chance.choice(givens).replace("_", " ")
        if chance.random() < 0.2:
            given = f"{given} {chance.choice(givens)}".replace("_", " ")
        family = _family(chance, beginnings, endings)
        if chance.random() < 0.06:
            family = f"{family}-{_family(chance, beginnings, endings)}"
        born = datetime.date(1945, 1, 1) + datetime.timedelta(days=chance.randrange(365 * 62))
        yield Made(given, family, born, f"0375 000 {position:06d}")


def _family(chance: random.Random, beginnings: list[str], endings: list[str]) -> str:
    family = f"{chance.choice(beginnings)}{chance.choice(endings)}".replace("_", " ").strip()
    return family[0].upper() + family[1:]
